namespace FamilyCart.RunnerManager.Drivers;

/// <summary>What the machine says of a runner.</summary>
/// <param name="Exists">Whether anything of it is there.</param>
/// <param name="Runs">Whether its listener runs.</param>
/// <param name="Works">Whether a job's worker runs; it may outlive its listener.</param>
/// <param name="Listened">Whether its listener has ever had a session.</param>
/// <param name="Job">The name of its job as the listener wrote it; null until it got one.</param>
/// <param name="ExitCode">The listener's own; null while it runs, or when it is not known.</param>
/// <param name="Reason">Why it ended, where the machine says so, such as <c>out of memory</c>.</param>
internal sealed record Sighting(bool Exists, bool Runs, bool Works, bool Listened, string? Job, int? ExitCode, string? Reason = null)
{
    public static Sighting Nothing { get; } = new(false, false, false, false, null, null);
}
