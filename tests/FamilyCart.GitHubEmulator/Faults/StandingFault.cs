namespace FamilyCart.GitHubEmulator.Faults;

/// <summary>A fault with what it has done so far.</summary>
internal sealed class StandingFault(int id, Fault fault, DateTimeOffset since)
{
    public int Id => id;

    public Fault Fault => fault;

    public DateTimeOffset Since => since;

    public string? Runner => fault.Runner;

    /// <summary>How many it could have struck.</summary>
    public int Seen { get; set; }

    public int Struck { get; set; }

    /// <summary>Completes when it is removed.</summary>
    public TaskCompletionSource Removed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Stands(DateTimeOffset now) =>
        (fault.Times is not { } times || Struck < times)
        && !(fault is { Kind: FaultKind.Outage, Seconds: > 0 } && since + TimeSpan.FromSeconds(fault.Seconds) <= now);
}
