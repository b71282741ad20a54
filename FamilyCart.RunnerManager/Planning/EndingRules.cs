using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>Which runners nobody may count on any more. A runner with a job is left alone until that is over, and its host is lost or it does not end.</summary>
/// <param name="fleet">What there is.</param>
/// <param name="settings">How long things may take.</param>
/// <param name="working">Whether the registration of that name has a job, as GitHub says.</param>
internal sealed class EndingRules(FleetSnapshot fleet, PlanSettings settings, Func<string, bool> working)
{
    private readonly Dictionary<string, Pool> _pools = fleet.Pools.ToDictionary(pool => pool.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, FleetHost> _hosts = fleet.Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, PoolRefusal> _refusals = fleet.Refusals.ToDictionary(refusal => refusal.Pool, StringComparer.Ordinal);

    /// <summary>Null when it may go on as it is.</summary>
    /// <param name="runner">One that holds its slot.</param>
    public Ending? For(FleetRunner runner)
    {
        var lost = IsLost(runner.Host);
        if (runner.State == RunnerState.Busy && (!lost || working(runner.RegisteredAs)))
        {
            return IsOvertime(runner) ? new(runner.Id, GiveUp: true, EndingReason.Overtime) : null;
        }

        if (lost)
        {
            return new(runner.Id, GiveUp: true, EndingReason.HostLost);
        }

        if (settings.LimitOf(runner) is { } limit && fleet.Now - Since(runner) >= limit)
        {
            return new(runner.Id, GiveUp: true, LateIn(runner.State));
        }

        if (runner.Retiring || runner.State == RunnerState.Finished)
        {
            return null;
        }

        return !IsConfigured(runner) ? new(runner.Id, GiveUp: false, EndingReason.PoolChanged)
            : fleet.IsDrained(runner) ? new(runner.Id, GiveUp: false, EndingReason.Drained)
            : null;
    }

    // GitHub may call a job over that is another's: whoever has one in hand, by its name or its number, is left alone.
    private bool IsOvertime(FleetRunner runner) =>
        runner.JobOverSince is { } since
        && fleet.Now - since >= settings.Overtime
        && fleet.Now - runner.StateSince >= settings.Overtime
        && !working(runner.RegisteredAs)
        && !fleet.Jobs.Any(job => job.Job.Status == GitHubJobStatus.InProgress && job.Job.RunnerId == runner.GitHubId && runner.Scope?.Covers(job.Job.Repository) != false);

    // While GitHub refuses, its host is not what is late.
    private DateTimeOffset Since(FleetRunner runner) =>
        runner.State == RunnerState.Wanted && _refusals.TryGetValue(runner.Pool, out var refusal) && refusal.RetryAt > runner.StateSince ? refusal.RetryAt : runner.StateSince;

    private bool IsLost(string name) =>
        !_hosts.TryGetValue(name, out var host) || (host.LostSince is { } since && fleet.Now - since >= settings.HostGrace);

    private bool IsConfigured(FleetRunner runner) =>
        _pools.TryGetValue(runner.Pool, out var pool) && runner.Slot <= pool.Maximum && pool.MayUse(runner.Host);

    private static EndingReason LateIn(RunnerState state) => state switch
    {
        RunnerState.Wanted => EndingReason.StartLate,
        RunnerState.Minted => EndingReason.SpawnLate,
        RunnerState.Spawned => EndingReason.ListenLate,
        _ => EndingReason.CleanUpLate,
    };
}
