using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;

namespace FamilyCart.RunnerManager.Telemetry;

/// <summary>The fleet as it was last looked at; told by the leader alone, so that no runner counts twice.</summary>
internal sealed class FleetMetrics
{
    private static readonly TimeSpan s_succession = TimeSpan.FromSeconds(20);

    private readonly FleetView _view;

    public FleetMetrics(RunnerManagerMetrics metrics, FleetView view)
    {
        _view = view;
        metrics.Meter.CreateObservableGauge(
            "runner_status", Statuses, null, "1 while the slot has a runner that listens or works, 0 while it should have one. Pools of at most 32.");
        metrics.Meter.CreateObservableGauge("familycart.runner.runners", Counts, "{runner}", "Runners by pool and state.");
        metrics.Meter.CreateObservableGauge("familycart.runner.registration_refused", Refused, "{pool}", "1 for a pool that GitHub registers no runners for, else 0.");
        metrics.Meter.CreateObservableGauge("familycart.runner.queue_depth", Queue, "{job}", "Jobs that wait, by the reason why.");
        metrics.Meter.CreateObservableGauge("familycart.runner.leader", () => _view.Current is { Leads: true } ? 1 : 0, "{manager}", "1 while this manager decides for the fleet.");
    }

    private FleetPicture? Ours => _view.Current is { Leads: true } picture ? picture : null;

    private IEnumerable<Measurement<int>> Statuses() =>
        from picture in Some(Ours)
        let bySlot = PoolSeries.BySlot(picture.Fleet.Pools)
        from pool in picture.Fleet.Pools
        where bySlot.Contains(pool.Name)
        let isOutOfService = picture.Fleet.IsOutOfService(pool)
        let runners = picture.Fleet.Runners.Where(runner => runner.Pool == pool.Name && runner.HoldsSlot).ToLookup(runner => runner.Slot)
        from slot in Enumerable.Range(1, pool.Maximum)
        where isOutOfService
            ? runners[slot].Any(runner => runner.State == RunnerState.Busy)
            : slot <= pool.MinimumIdle || runners[slot].Any(runner => runner.State < RunnerState.Finished && !runner.Retiring)
        let present = runners[slot].Any(runner => runner.State is RunnerState.Listening or RunnerState.Busy || HasJustEnded(runner, picture.Fleet.Now))
        select new Measurement<int>(present ? 1 : 0, [new("runner", pool.SlotName(slot)), .. PoolSeries.Labels(pool)]);

    // Its successor is on the way. While GitHub does not answer, none comes, and what is left of it stays as long.
    private static bool HasJustEnded(FleetRunner runner, DateTimeOffset now) => runner.State == RunnerState.Finished && now - runner.StateSince < s_succession;

    private IEnumerable<Measurement<int>> Counts() =>
        from picture in Some(Ours)
        from pool in picture.Fleet.Pools
        from state in Enum.GetValues<RunnerState>()
        where state != RunnerState.Gone
        select new Measurement<int>(
            picture.Fleet.Runners.Count(runner => runner.Pool == pool.Name && runner.State == state), new("pool", pool.Name), new("state", Words.Of(state)));

    private IEnumerable<Measurement<int>> Refused() =>
        from picture in Some(Ours)
        from pool in picture.Fleet.Pools
        select new Measurement<int>(picture.Fleet.Refusals.Any(refusal => refusal.Pool == pool.Name) ? 1 : 0, new KeyValuePair<string, object?>("pool", pool.Name));

    private IEnumerable<Measurement<int>> Queue() =>
        from picture in Some(Ours)
        from reason in Enum.GetValues<Planning.WaitReason>()
        select new Measurement<int>(picture.Waits.Count(wait => wait.Reason == reason), new KeyValuePair<string, object?>("reason", reason.ToString()));

    private static IEnumerable<FleetPicture> Some(FleetPicture? picture) => picture is null ? [] : [picture];
}
