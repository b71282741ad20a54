using FamilyCart.GitHubEmulator.Jobs;

namespace FamilyCart.GitHubEmulator.Control;

/// <summary>A workflow run.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Attempt">The latest, from 1.</param>
/// <param name="Status">As GitHub says it.</param>
/// <param name="Conclusion">Null until it is completed.</param>
/// <param name="Jobs">Those of the latest attempt.</param>
public sealed record RunView(
    long Id, string Repository, string Workflow, int Attempt, string Status, string? Conclusion, IReadOnlyList<JobView> Jobs)
{
    internal static RunView Of(Run run) => new(
        run.Id, run.Repository, run.Request.Workflow, run.Attempt, run.Status, run.Conclusion, [.. run.Latest.Select(JobView.Of)]);
}
