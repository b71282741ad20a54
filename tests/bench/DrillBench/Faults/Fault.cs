namespace DrillBench.Faults;

/// <summary>Something that goes wrong, and who should hear of it.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Alerts">What has to fire: an alert's name, and a part of its labels behind a colon where others share the name.</param>
/// <param name="Inject">Makes it go wrong.</param>
/// <param name="Restore">Mends it; called whatever happened.</param>
/// <param name="Needs">A service that has to be watched for it; null where nothing is.</param>
internal sealed record Fault(
    string Name,
    IReadOnlyList<string> Alerts,
    Func<CancellationToken, Task> Inject,
    Func<CancellationToken, Task> Restore,
    string? Needs = null);
