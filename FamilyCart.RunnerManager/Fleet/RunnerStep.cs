namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A step in the life of a runner.</summary>
/// <param name="Runner">Its id.</param>
/// <param name="From">Where it has to be.</param>
/// <param name="To">Where it goes.</param>
/// <param name="GitHubId">Known from now on; null leaves what is known.</param>
/// <param name="JobId">Known from now on; null leaves what is known.</param>
/// <param name="ExitCode">Known from now on; null leaves what is known.</param>
/// <param name="Reason">Why, where it is not plain.</param>
internal sealed record RunnerStep(
    long Runner, RunnerState From, RunnerState To, long? GitHubId = null, long? JobId = null, int? ExitCode = null, string? Reason = null)
{
    /// <summary>The name of a registration that serves for several runners, known from now on; null leaves what is known.</summary>
    public string? Registration { get; init; }

    /// <summary>When that registration was without a job, by GitHub's own clock; null leaves what is known.</summary>
    public DateTimeOffset? FreeAt { get; init; }
}
