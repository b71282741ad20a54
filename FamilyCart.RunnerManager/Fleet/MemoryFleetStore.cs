using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>The fleet's memory within one process, for simulations; passes the same contract tests as PostgreSQL's.</summary>
internal sealed class MemoryFleetStore(MemoryLeaseStore leases, TimeProvider time) : IFleetStore
{
    private const string HostPrefix = "host:";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, FleetRunner> _present = [];
    private readonly Dictionary<long, FleetJob> _open = [];
    private readonly HashSet<long> _completed = [];
    private long _lastId;

    public Task<FleetSnapshot> LoadAsync(IReadOnlyList<Pool> pools, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var hosts = leases.All(HostPrefix).Select(lease => new FleetHost(lease.Name[HostPrefix.Length..], lease.ExpiresAt <= now ? lease.ExpiresAt : null));
            var jobs = _open.Values.OrderBy(job => job.QueuedSince ?? job.SeenAt).ThenBy(job => job.Job.Id);
            return Task.FromResult(new FleetSnapshot(now, pools, [.. hosts], [.. jobs], [.. _present.Values]));
        }
    }

    public Task<bool> ApplyAsync(FleetPlan plan, Lease leader, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!Holds(leader))
            {
                return Task.FromResult(false);
            }

            foreach (var ending in plan.Endings)
            {
                End(ending);
            }

            foreach (var start in plan.Starts.Where(start => !_present.Values.Any(runner => runner.HoldsSlot && runner.Pool == start.Pool && runner.Slot == start.Slot)))
            {
                var runner = new FleetRunner(
                    ++_lastId, start.Pool, start.Slot, start.Host, RunnerNames.New(start.Pool, start.Slot), RunnerState.Wanted, time.GetUtcNow(), false, null, null);
                _present.Add(runner.Id, runner);
            }

            return Task.FromResult(true);
        }
    }

    public Task RecordAsync(IReadOnlyList<GitHubJob> jobs, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var job in jobs)
            {
                Record(job);
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<FleetRunner>> RunnersOfAsync(string host, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<FleetRunner>>([.. _present.Values.Where(runner => runner.Host == host)]);
        }
    }

    public Task<bool> AdvanceAsync(RunnerStep step, Lease host, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!Holds(host) || !_present.TryGetValue(step.Runner, out var runner) || runner.State != step.From)
            {
                return Task.FromResult(false);
            }

            if (step.To == RunnerState.Gone)
            {
                _present.Remove(runner.Id);
            }
            else
            {
                _present[runner.Id] = runner with { State = step.To, StateSince = time.GetUtcNow(), GitHubId = step.GitHubId ?? runner.GitHubId, JobId = step.JobId ?? runner.JobId };
            }

            return Task.FromResult(true);
        }
    }

    public Task MarkAsync(RunnerDoubt doubt, IReadOnlyCollection<long> among, IReadOnlyCollection<long> doubted, Lease lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var id in among.Where(_ => Holds(lease)))
            {
                if (_present.TryGetValue(id, out var runner))
                {
                    DateTimeOffset? Since(DateTimeOffset? before) => doubted.Contains(id) ? before ?? time.GetUtcNow() : null;
                    _present[id] = doubt == RunnerDoubt.Silent
                        ? runner with { SilentSince = Since(runner.SilentSince) }
                        : runner with { PhantomSince = Since(runner.PhantomSince) };
                }
            }

            return Task.CompletedTask;
        }
    }

    private bool Holds(Lease lease) =>
        leases.Find(lease.Name) is { } held && held.Holder == lease.Holder && held.Epoch == lease.Epoch && held.ExpiresAt > time.GetUtcNow();

    private void End(Ending ending)
    {
        if (_present.TryGetValue(ending.Runner, out var runner) && runner.State != RunnerState.Lost && (runner.State != RunnerState.Busy || ending is { GiveUp: true, Reason: EndingReason.HostLost }))
        {
            _present[runner.Id] = ending.GiveUp ? runner with { State = RunnerState.Lost, StateSince = time.GetUtcNow(), Retiring = true } : runner with { Retiring = true };
        }
    }

    private void Record(GitHubJob job)
    {
        var known = _open.GetValueOrDefault(job.Id);
        if (_completed.Contains(job.Id) || (known is not null && !JobRules.Replaces(known.Job.Status, job.Status)))
        {
            return;
        }

        if (job.Status == GitHubJobStatus.Completed)
        {
            _open.Remove(job.Id);
            _completed.Add(job.Id);
            return;
        }

        var now = time.GetUtcNow();
        DateTimeOffset? queuedSince = job.Status == GitHubJobStatus.Queued ? known?.QueuedSince ?? now : null;
        _open[job.Id] = new FleetJob(job with { RunnerId = job.RunnerId ?? known?.Job.RunnerId, RunnerName = job.RunnerName ?? known?.Job.RunnerName }, known?.SeenAt ?? now, queuedSince);
    }
}
