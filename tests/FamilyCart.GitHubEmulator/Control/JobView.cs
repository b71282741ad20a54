using FamilyCart.GitHubEmulator.Jobs;

namespace FamilyCart.GitHubEmulator.Control;

/// <summary>A job's true life.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="RunId">Its run.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Labels">What it asks for.</param>
/// <param name="Life">Where it truly stands.</param>
/// <param name="Status">Where GitHub says that it stands.</param>
/// <param name="Conclusion">Null until it is completed.</param>
/// <param name="Runner">The runner that it was handed to last.</param>
/// <param name="Dispatches">All runners that it was handed to, in order.</param>
/// <param name="Executions">How often it was acquired; more than 1 is never right.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DispatchedAt">When it was handed out last.</param>
/// <param name="StartedAt">When it was acquired.</param>
/// <param name="CompletedAt">When it was over.</param>
public sealed record JobView(
    long Id,
    long RunId,
    int Attempt,
    string Repository,
    string Name,
    IReadOnlyList<string> Labels,
    JobLife Life,
    string Status,
    string? Conclusion,
    string? Runner,
    IReadOnlyList<string> Dispatches,
    int Executions,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DispatchedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt)
{
    internal static JobView Of(Job job) => new(
        job.Id,
        job.Run.Id,
        job.Attempt,
        job.Run.Repository,
        job.Request.Name,
        job.Request.Labels,
        job.Life,
        job.Status,
        job.Conclusion,
        job.RunnerName,
        [.. job.Dispatches],
        job.Executions,
        job.CreatedAt,
        job.DispatchedAt,
        job.StartedAt,
        job.CompletedAt);
}
