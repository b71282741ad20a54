namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>A job to queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">What its runner must have.</param>
/// <param name="Seconds">For how long it sleeps after its steps.</param>
/// <param name="Outcome"><c>success</c>, or <c>failure</c>, which adds a step that fails.</param>
/// <param name="Environment">An environment whose deployments wait for an approval; null for none.</param>
/// <param name="QueuedTwice">Whether GitHub says <c>queued</c> also before the approval, as it was seen to.</param>
/// <param name="Steps">Its script.</param>
public sealed record JobRequest(
    string Name,
    IReadOnlyList<string> Labels,
    double Seconds = 0,
    string Outcome = "success",
    string? Environment = null,
    bool QueuedTwice = false,
    IReadOnlyList<JobStep>? Steps = null)
{
    internal IReadOnlyList<JobStep> Script =>
    [
        .. Steps ?? [],
        .. Seconds > 0 ? [new JobStep(StepKind.Sleep, Seconds)] : Array.Empty<JobStep>(),
        .. Outcome == "failure" ? [new JobStep(StepKind.Fail)] : Array.Empty<JobStep>(),
    ];
}
