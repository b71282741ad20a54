using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A row of <c>workflow_job</c> that is not over; by properties, since Dapper knows no constructor with an array.</summary>
internal sealed record JobRow
{
    public long Id { get; init; }

    public string Repository { get; init; } = "";

    public long RunId { get; init; }

    public int RunAttempt { get; init; }

    public string Name { get; init; } = "";

    public string? WorkflowName { get; init; }

    public string? HeadBranch { get; init; }

    public string Status { get; init; } = "";

    public string? Conclusion { get; init; }

    public string[] Labels { get; init; } = [];

    public long? RunnerId { get; init; }

    public string? RunnerName { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    public DateTime SeenAt { get; init; }

    public DateTime? QueuedSince { get; init; }

    public FleetJob ToJob() => new(
        new GitHubJob(
            Repository, Id, RunId, RunAttempt, Name, WorkflowName, HeadBranch, Words.ToJobStatus(Status)!.Value, Conclusion, Labels, RunnerId, RunnerName,
            Moment(CreatedAt)!.Value, Moment(StartedAt), Moment(CompletedAt)),
        Moment(SeenAt)!.Value,
        Moment(QueuedSince));

    private static DateTimeOffset? Moment(DateTime? value) => value is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
