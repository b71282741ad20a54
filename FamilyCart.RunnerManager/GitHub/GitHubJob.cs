namespace FamilyCart.RunnerManager.GitHub;

/// <summary>A job of a workflow as GitHub describes it, in a webhook and over its API alike.</summary>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Id">GitHub's id of this attempt of the job.</param>
/// <param name="RunId">Its workflow run.</param>
/// <param name="RunAttempt">From 1.</param>
/// <param name="Name">The job's name.</param>
/// <param name="WorkflowName">Null where GitHub does not say.</param>
/// <param name="HeadBranch">Null where GitHub does not say.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Conclusion">Such as <c>success</c>; null until it is completed.</param>
/// <param name="Labels">What it asks for, in lower case.</param>
/// <param name="RunnerId">Null or 0 until a runner has it.</param>
/// <param name="RunnerName">Null until a runner has it.</param>
/// <param name="CreatedAt">When it was queued.</param>
/// <param name="StartedAt">Null until a runner has it.</param>
/// <param name="CompletedAt">Null until it is over.</param>
internal sealed record GitHubJob(
    string Repository,
    long Id,
    long RunId,
    int RunAttempt,
    string Name,
    string? WorkflowName,
    string? HeadBranch,
    GitHubJobStatus Status,
    string? Conclusion,
    IReadOnlyList<string> Labels,
    long? RunnerId,
    string? RunnerName,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt);
