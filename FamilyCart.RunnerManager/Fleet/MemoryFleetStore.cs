using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>The fleet's memory within one process, for simulations; passes the same contract tests as PostgreSQL's.</summary>
internal sealed partial class MemoryFleetStore(MemoryLeaseStore leases, TimeProvider time) : IFleetStore
{
    private const string HostPrefix = "host:";

    private readonly Lock _lock = new();
    private readonly OrderedRows<long, FleetRunner> _present = new(runner => runner.Id);
    private readonly Dictionary<long, FleetJob> _open = [];
    private readonly OrderedRows<(DateTimeOffset Since, long Id), FleetJob> _line = new(PlaceOf);
    private readonly HashSet<long> _completed = [];
    private readonly Dictionary<long, DateTimeOffset> _begun = [];
    private readonly Dictionary<(DrainTarget, string), Drain> _drains = [];
    private long _lastId;

    public Task<FleetSnapshot> LoadAsync(IReadOnlyList<Pool> pools, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var hosts = leases.All(HostPrefix).Select(lease => new FleetHost(lease.Name[HostPrefix.Length..], lease.ExpiresAt <= now ? lease.ExpiresAt : null));
            var drains = _drains.Values.Where(drain => drain.Target != DrainTarget.Runner || _present.All.Any(runner => runner.Name == drain.Name));
            return Task.FromResult(new FleetSnapshot(now, pools, [.. hosts], _line.Copy(), _present.Copy())
            {
                Refusals = [.. _refusals.Values.Select(entry => entry.Refusal).OrderBy(refusal => refusal.Pool, StringComparer.Ordinal)],
                Drains = [.. drains],
            });
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

            foreach (var start in plan.Starts.Where(start => !_present.All.Any(runner => runner.HoldsSlot && runner.Pool == start.Pool && runner.Slot == start.Slot)))
            {
                var runner = new FleetRunner(
                    ++_lastId, start.Pool, start.Slot, start.Host, RunnerNames.New(start.Pool, start.Slot), RunnerState.Wanted, time.GetUtcNow(), false, null, null)
                {
                    Scope = start.Scope,
                };
                _present.Put(runner);
                _begun[runner.Id] = runner.StateSince;
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
            return Task.FromResult<IReadOnlyList<FleetRunner>>([.. _present.All.Where(runner => runner.Host == host)]);
        }
    }

    public Task<bool> AdvanceAsync(RunnerStep step, Lease host, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!Holds(host) || _present.Find(step.Runner) is not { } runner || runner.State != step.From)
            {
                return Task.FromResult(false);
            }

            if (step.To == RunnerState.Gone)
            {
                _present.Remove(runner.Id);
                _begun.Remove(runner.Id);
                if (runner.Scope is { } scope)
                {
                    _gone[new KnownPool(runner.Pool, scope.Name)] = time.GetUtcNow();
                    if (runner.Registration is { } registration)
                    {
                        _former[new FormerRegistration(runner.Pool, runner.Slot, runner.Host, registration)] = (time.GetUtcNow(), runner.Id);
                    }
                }
            }
            else
            {
                _begun[runner.Id] = step.FreeAt ?? _begun[runner.Id];
                _present.Put(runner with { State = step.To, StateSince = step.To == runner.State ? runner.StateSince : time.GetUtcNow(), GitHubId = step.GitHubId ?? runner.GitHubId, JobId = step.JobId ?? runner.JobId, Registration = step.Registration ?? runner.Registration });
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
                if (_present.Find(id) is { } runner)
                {
                    DateTimeOffset? Since(DateTimeOffset? before) => doubted.Contains(id) ? before ?? time.GetUtcNow() : null;
                    _present.Put(doubt == RunnerDoubt.Silent
                        ? runner with { SilentSince = Since(runner.SilentSince) }
                        : runner with { PhantomSince = Since(runner.PhantomSince), PhantomToldAt = Since(null) });
                }
            }

            return Task.CompletedTask;
        }
    }

    public Task<bool> OperateAsync(OperatorAction action, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var key = (action.Target, action.Name);
            return Task.FromResult(action.Verb == OperatorVerb.Drain
                ? _drains.TryAdd(key, new Drain(action.Target, action.Name, action.Operator, action.Reason, time.GetUtcNow()))
                : _drains.Remove(key));
        }
    }

    private bool Holds(Lease lease) =>
        leases.Find(lease.Name) is { } held && held.Holder == lease.Holder && held.Epoch == lease.Epoch && held.ExpiresAt > time.GetUtcNow();

    private void End(Ending ending)
    {
        if (_present.Find(ending.Runner) is { } runner && runner.State != RunnerState.Lost && (runner.State != RunnerState.Busy || ending.EndsJobs))
        {
            _present.Put(ending.GiveUp ? runner with { State = RunnerState.Lost, StateSince = time.GetUtcNow(), Retiring = true, LostFor = ending.Reason } : runner with { Retiring = true });
        }
    }

    private void Record(GitHubJob job)
    {
        var known = _open.GetValueOrDefault(job.Id);
        if (_completed.Contains(job.Id) || (known is not null && !JobRules.Replaces(known.Job.Status, job.Status)))
        {
            return;
        }

        if (known is not null)
        {
            _line.Remove(PlaceOf(known));
        }

        if (job.Status == GitHubJobStatus.Completed)
        {
            _open.Remove(job.Id);
            _completed.Add(job.Id);
            NoteOver(job.RunnerName ?? known?.Job.RunnerName, job.RunnerId ?? known?.Job.RunnerId, job.StartedAt ?? known?.Job.StartedAt ?? job.CompletedAt);
            return;
        }

        var now = time.GetUtcNow();
        DateTimeOffset? queuedSince = job.Status == GitHubJobStatus.Queued ? known?.QueuedSince ?? now : null;
        var open = new FleetJob(job with { RunnerId = job.RunnerId ?? known?.Job.RunnerId, RunnerName = job.RunnerName ?? known?.Job.RunnerName }, known?.SeenAt ?? now, queuedSince);
        _open[job.Id] = open;
        _line.Put(open);
    }

    // GitHub names the runner of a job twice: where the two disagree, nobody's job is over. Nor is it by one that began before this
    // runner had the registration. Both are GitHub's own times, of whole seconds.
    private void NoteOver(string? name, long? id, DateTimeOffset? began)
    {
        var last = began + TimeSpan.FromSeconds(1);
        foreach (var runner in _present.All.Where(runner => runner.RegisteredAs == name && runner.GitHubId == id && (runner.Registration is null || last > _begun[runner.Id])).ToList())
        {
            _present.Put(runner with { JobOverSince = time.GetUtcNow() });
        }
    }

    private static (DateTimeOffset Since, long Id) PlaceOf(FleetJob job) => (job.QueuedSince ?? job.SeenAt, job.Job.Id);
}
