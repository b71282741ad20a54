namespace FamilyCart.RunnerManager.GitHub.Wire;

// What GitHub sends, under its own names; see its OpenAPI description. Only what is used.
internal sealed record LabelAnswer(string Name);

internal sealed record RunnerAnswer(long Id, string Name, string? Os, string? Status, bool Busy, bool? Ephemeral, IReadOnlyList<LabelAnswer>? Labels);

internal sealed record RunnersAnswer(int TotalCount, IReadOnlyList<RunnerAnswer>? Runners);

internal sealed record RunnerGroupAnswer(long Id, string Name);

internal sealed record RunnerGroupsAnswer(IReadOnlyList<RunnerGroupAnswer>? RunnerGroups);

internal sealed record JitConfigAnswer(RunnerAnswer Runner, string EncodedJitConfig)
{
    /// <summary>Says nothing of the configuration, which is secret.</summary>
    public override string ToString() => Runner.Name;
}

internal sealed record RunAnswer(long Id, DateTimeOffset? UpdatedAt);

internal sealed record RunsAnswer(IReadOnlyList<RunAnswer>? WorkflowRuns);

internal sealed record JobAnswer(
    long Id,
    long RunId,
    int? RunAttempt,
    string? Name,
    string? WorkflowName,
    string? HeadBranch,
    string? Status,
    string? Conclusion,
    IReadOnlyList<string>? Labels,
    long? RunnerId,
    string? RunnerName,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt);

internal sealed record JobsAnswer(IReadOnlyList<JobAnswer>? Jobs);

internal sealed record DeliveryAnswer(long Id, Guid Guid, DateTimeOffset DeliveredAt, string? Event, int StatusCode);

internal sealed record RepositoryAnswer(string FullName, DateTimeOffset? PushedAt);

internal sealed record RunnerScheduleAnswer(string RunnerVersion, DateTimeOffset? RegistrationDeprecatesAt, DateTimeOffset? RuntimeDeprecatesAt);

internal sealed record RunnerDownloadAnswer(string Os, string Architecture, string Filename);

internal sealed record InstallationTokenAnswer(string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => "***";
}

internal sealed record RunnerTokenAnswer(string? Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => "***";
}

internal sealed record InstallationAnswer(Dictionary<string, string>? Permissions, DateTimeOffset? SuspendedAt);

internal sealed record RateAnswer(int Limit, int Remaining, long Reset);

internal sealed record RateLimitAnswer(Dictionary<string, RateAnswer>? Resources);
