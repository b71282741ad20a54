namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>A row of <c>workflow_lease</c>; by properties, since Dapper knows no constructor with an array.</summary>
internal sealed record WorkflowLeaseRow
{
    public string Name { get; init; } = "";

    public long Epoch { get; init; }

    public string Holder { get; init; } = "";

    public string? Reason { get; init; }

    public string? RunUrl { get; init; }

    public DateTime TakenAt { get; init; }

    public DateTime ExpiresAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public string? Ending { get; init; }

    public TimeSpan Remaining { get; init; }

    public byte[] IdHash { get; init; } = [];

    public WorkflowLease ToLease() => new(
        Name, Epoch, Holder, Reason, RunUrl, Moment(TakenAt)!.Value, Moment(ExpiresAt)!.Value, Moment(EndedAt),
        Ending is null ? null : Enum.Parse<LeaseEnding>(Ending, ignoreCase: true), Remaining);

    private static DateTimeOffset? Moment(DateTime? value) => value is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
