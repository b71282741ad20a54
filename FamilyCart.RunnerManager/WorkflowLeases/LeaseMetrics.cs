using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What workflows hold. How many leases are held is told by the leader alone, so that none counts twice.</summary>
internal sealed class LeaseMetrics
{
    private readonly Counter<long> _requests;
    private readonly Counter<long> _expired;
    private long _held;

    public LeaseMetrics(RunnerManagerMetrics metrics, FleetView view)
    {
        _requests = metrics.Meter.CreateCounter<long>("familycart.runner.lease.requests", "{request}", "Requests for leases, by action and outcome.");
        _expired = metrics.Meter.CreateCounter<long>("familycart.runner.lease.expiries", "{lease}", "Leases that expired in their holders' hands.");
        metrics.Meter.CreateObservableGauge(
            "familycart.runner.lease.held",
            () => view.Current is { Leads: true } ? [new Measurement<long>(Volatile.Read(ref _held))] : (IEnumerable<Measurement<long>>)[],
            "{lease}",
            "Leases that workflows hold.");
    }

    public void Count(string action, LeaseOutcome outcome) =>
        _requests.Add(1, new KeyValuePair<string, object?>("action", action), new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void CountExpired() => _expired.Add(1);

    public void ShowHeld(long held) => Volatile.Write(ref _held, held);
}
