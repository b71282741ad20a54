using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>
/// The decision core: from what there is to what shall be. It has no memory, no clock and no chance in it, so a decision can be
/// repeated from its snapshot, and a decision that was lost is made again.
/// </summary>
/// <remarks>Only a runner that can still take a job within its deadlines counts as capacity; any other is no reason not to start one.</remarks>
internal sealed class FleetPlanner
{
    private readonly FleetSnapshot _fleet;
    private readonly PlanSettings _settings;
    private readonly List<PoolBoard> _pools;
    private readonly HostBoard _hosts;
    private readonly Dictionary<string, PoolRefusal> _refusals;
    private readonly List<Start> _starts = [];
    private readonly List<Ending> _endings = [];
    private readonly List<Wait> _waits = [];

    private FleetPlanner(FleetSnapshot fleet, PlanSettings settings)
    {
        (_fleet, _settings) = (fleet, settings);
        _hosts = new HostBoard(fleet);
        _refusals = fleet.Refusals.ToDictionary(refusal => refusal.Pool, StringComparer.Ordinal);
        // Of the pools that fit, a job goes to the most important, and to a secondary one last.
        _pools = [.. fleet.Pools
            .OrderByDescending(pool => pool.Priority).ThenBy(pool => pool.Role).ThenBy(pool => pool.Name, StringComparer.Ordinal)
            .Select(pool => new PoolBoard(pool, fleet.DrainOf(DrainTarget.Pool, pool.Name) is not null))];
    }

    /// <summary>Decides.</summary>
    public static FleetPlan Plan(FleetSnapshot fleet, PlanSettings settings)
    {
        var planner = new FleetPlanner(fleet, settings);
        planner.CountRunners();
        planner.Distrust();
        planner.GiveJobs();
        planner.KeepIdle();
        return new FleetPlan(planner._starts, planner._endings, planner._waits);
    }

    private void CountRunners()
    {
        var boards = _pools.ToDictionary(board => board.Pool.Name, StringComparer.Ordinal);
        var taken = new TakenRunners(_fleet);
        var rules = new EndingRules(_fleet, _settings, taken.Contains);
        foreach (var runner in _fleet.Runners)
        {
            if (!runner.HoldsSlot)
            {
                continue;
            }

            var ending = rules.For(runner);
            if (ending is not null)
            {
                _endings.Add(ending);
            }

            if (ending is { GiveUp: true })
            {
                continue;
            }

            _hosts.Add(runner.Host);
            if (boards.TryGetValue(runner.Pool, out var board))
            {
                board.Add(runner, ending is null && runner.IsAvailable && !taken.Contains(runner.RegisteredAs) && !IsRefused(runner));
            }
        }

        _pools.ForEach(board => board.Sort());
    }

    // Of a pool a few at a time: when GitHub itself is in trouble, all of them look lost.
    private void Distrust()
    {
        foreach (var board in _pools)
        {
            foreach (var runner in board.Listening.ToList())
            {
                if (board.MayDoubt && TrustRules.For(runner, _fleet.Now, _settings) is { } reason)
                {
                    board.Drop(runner);
                    board.CountRetiring();
                    _endings.Add(new Ending(runner.Id, GiveUp: false, reason));
                }
            }
        }
    }

    private void GiveJobs()
    {
        foreach (var job in _fleet.Jobs)
        {
            if (job.Job.Status == GitHubJobStatus.Waiting)
            {
                _waits.Add(new Wait(job.Job.Id, WaitReason.Waiting, null));
            }
            else if (job.QueuedSince is { } since)
            {
                _waits.Add(Give(job.Job, since));
            }
        }
    }

    private Wait Give(GitHubJob job, DateTimeOffset since)
    {
        var reason = WaitReason.NoPool;
        string? closest = null;
        foreach (var board in _pools)
        {
            if (!board.Pool.Fits(job.Repository, job.Labels))
            {
                continue;
            }

            while (board.TakeListening() is { } runner)
            {
                if (!IsDoubtful(runner, since) || !board.MayDoubt)
                {
                    return new Wait(job.Id, WaitReason.RunnerListening, board.Pool.Name);
                }

                board.CountRetiring();
                _endings.Add(new Ending(runner.Id, GiveUp: false, EndingReason.Doubtful));
            }

            if (board.TakeStarting())
            {
                return new Wait(job.Id, WaitReason.RunnerStarting, board.Pool.Name);
            }

            var obstacle = TryStart(board, StartReason.Job);
            if (obstacle is null)
            {
                return new Wait(job.Id, WaitReason.RunnerStarting, board.Pool.Name);
            }

            // A pool that is merely full says more of what comes next than one that is drained.
            if (closest is null || reason == WaitReason.PoolDrained)
            {
                (reason, closest) = (obstacle.Value, board.Pool.Name);
            }
        }

        return new Wait(job.Id, reason, closest)
        {
            Detail = reason == WaitReason.RegistrationRefused ? _refusals[closest!].Describe(_fleet.Now) : null,
        };
    }

    private bool IsRefused(FleetRunner runner) => runner.State == RunnerState.Wanted && _refusals.ContainsKey(runner.Pool);

    private bool IsDoubtful(FleetRunner runner, DateTimeOffset queuedSince) =>
        _fleet.Now - queuedSince >= _settings.Doubt && _fleet.Now - runner.StateSince >= _settings.Doubt;

    /// <summary>Decides a new runner; the obstacle if there is one.</summary>
    private WaitReason? TryStart(PoolBoard board, StartReason reason)
    {
        if (board.IsDrained)
        {
            return WaitReason.PoolDrained;
        }

        // One runner finds out whether GitHub still refuses; nobody counts on it.
        var refused = _refusals.ContainsKey(board.Pool.Name);
        if (refused && board.HasWanted)
        {
            return WaitReason.RegistrationRefused;
        }

        if (board.TakeSlot() is not { } slot)
        {
            return WaitReason.PoolFull;
        }

        if (_hosts.Take(board.Pool) is not { } host)
        {
            return _hosts.HasDrained(board.Pool) ? WaitReason.HostDrained : WaitReason.NoHost;
        }

        _starts.Add(new Start(board.Pool.Name, slot, host, reason) { Scope = board.Pool.Scope });
        if (refused)
        {
            board.CountWanted();
            return WaitReason.RegistrationRefused;
        }

        return null;
    }

    private void KeepIdle()
    {
        foreach (var board in _pools)
        {
            while (board.Idle < board.Pool.MinimumIdle && TryStart(board, StartReason.Idle) is null)
            {
                board.CountStarting();
            }

            while (board.Idle > board.Pool.MinimumIdle && board.TakeListening() is { } runner && _fleet.Now - runner.StateSince >= _settings.Idle)
            {
                _endings.Add(new Ending(runner.Id, GiveUp: false, EndingReason.Surplus));
            }
        }
    }
}
