namespace FamilyCart.Ops.Jobs;

/// <summary>What is known of the second copy. Times are UTC.</summary>
/// <param name="Place">Where it is; another place is another copy, of which nothing is known.</param>
/// <param name="Since">When a job first had it.</param>
/// <param name="Proven">The begin of the last drill that restored from it and succeeded; null for never.</param>
/// <param name="Dump">The moment of the newest dump that was copied into it and read there; null for none.</param>
internal sealed record CopyProof(string Place, DateTimeOffset Since, DateTimeOffset? Proven, DateTimeOffset? Dump = null);
