namespace FamilyCart.RunnerManager.Gates;

/// <summary>How the last start of a pool's runner went, of those that came to an end or as far as a session.</summary>
/// <param name="Pool">The pool's name.</param>
/// <param name="Listened">Whether it came to listen, or had a job.</param>
/// <param name="Reason">Why it ended; null where nobody said.</param>
/// <param name="EndedAt">Since when it is where it is now, UTC.</param>
internal sealed record LastStart(string Pool, bool Listened, string? Reason, DateTime EndedAt);
