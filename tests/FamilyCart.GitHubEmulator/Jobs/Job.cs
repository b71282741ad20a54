namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>One attempt of a job.</summary>
internal sealed class Job(long id, Run run, int attempt, JobRequest request, DateTimeOffset createdAt)
{
    public long Id => id;

    public Run Run => run;

    public int Attempt => attempt;

    public JobRequest Request => request;

    public JobLife Life { get; set; } = JobLife.Queued;

    public string? Conclusion { get; set; }

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset? DispatchedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The runner that it was handed to last.</summary>
    public long? RunnerId { get; set; }

    public string? RunnerName { get; set; }

    /// <summary>The names of all runners that it was handed to, in order.</summary>
    public List<string> Dispatches { get; } = [];

    /// <summary>How often it was acquired.</summary>
    public int Executions { get; set; }

    /// <summary>When GitHub gives up on whom it was handed to, or whose lock was not renewed.</summary>
    public DateTimeOffset? Deadline { get; set; }

    public bool CancelAsked { get; set; }

    /// <summary>What its worker shows to say how it ended.</summary>
    public string? Token { get; set; }

    public string Status => Life switch
    {
        JobLife.Waiting => "waiting",
        JobLife.Queued or JobLife.Dispatched => "queued",
        JobLife.Acquired => "in_progress",
        _ => "completed",
    };

    /// <summary>Whether a runner has had it, as far as GitHub shows.</summary>
    public bool HasRunner => StartedAt is not null;
}
