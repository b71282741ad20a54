namespace FamilyCart.Ops.Jobs;

/// <summary>What is known of the second copy.</summary>
/// <param name="Place">Where it is; another place is another copy, of which nothing is known.</param>
/// <param name="Since">When a job first had it. UTC.</param>
/// <param name="Proven">The begin of the last drill that restored from it and succeeded; null for never. UTC.</param>
internal sealed record CopyProof(string Place, DateTimeOffset Since, DateTimeOffset? Proven);
