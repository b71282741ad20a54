namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Where the log of a job is.</summary>
/// <param name="Status">The job's.</param>
/// <param name="Runner">The runner of this fleet that had it; null when none had.</param>
/// <param name="Host">The host that keeps it.</param>
/// <param name="LogBytes">Null when none was kept.</param>
internal sealed record LogPlace(string Status, string? Runner, string? Host, long? LogBytes);
