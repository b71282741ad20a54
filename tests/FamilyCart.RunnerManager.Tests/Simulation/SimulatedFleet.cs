using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Simulation;

/// <summary>The decision core and the poller as they are, on the store in memory, with hosts, runners and GitHub in simulated time.</summary>
internal sealed class SimulatedFleet
{
    private const double Mint = 0.3;
    private const double Spawn = 0.05;

    private readonly SimulatedTime _time = new();
    private readonly Random _chance;
    private readonly Chaos _chaos;
    private readonly MemoryFleetStore _store;
    private readonly Lease _leader;
    private readonly Lease _host;
    private readonly Pool _pool;
    private readonly JobPoller _poller;
    private readonly RegistrationCheck _check;
    private readonly HashSet<long> _begun = [];
    private bool _planned;

    public SimulatedFleet(int seed, Chaos chaos, Pool pool)
    {
        (_chance, _chaos, _pool) = (new Random(seed), chaos, pool);
        var leases = new MemoryLeaseStore(_time);
        _store = new MemoryFleetStore(leases, _time);
        _leader = leases.LeaseAsync("leader", duration: TimeSpan.FromDays(100)).GetAwaiter().GetResult();
        _host = leases.LeaseAsync("host:here", duration: TimeSpan.FromDays(100)).GetAwaiter().GetResult();
        GitHub = new SimulatedGitHub(_time, _chance, chaos, Deliver);
        var pools = new PoolSource(new PoolSettings([pool]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
        _poller = new JobPoller(GitHub, _store, new FleetView(), pools, new PollSettings(TimeSpan.FromSeconds(30)), _time, NullLogger<JobPoller>.Instance);
        _check = new RegistrationCheck(GitHub, _store, new FleetView(), HealthCheckSettings.Default, _time, NullLogger<RegistrationCheck>.Instance);
    }

    public SimulatedGitHub GitHub { get; }

    /// <summary>Runners that were registered.</summary>
    public int Minted { get; private set; }

    /// <summary>Those of them that never got a session, by the chaos.</summary>
    public int Deaf { get; private set; }

    /// <summary>Those of them whose session GitHub lost.</summary>
    public int Phantoms { get; private set; }

    /// <summary>Those that were replaced for it before a job needed them.</summary>
    public int Found { get; private set; }

    /// <summary>Queues jobs at even times and goes on for an hour after the last.</summary>
    public void Run(int jobs, TimeSpan duration)
    {
        for (var number = 0; number < jobs; number++)
        {
            _time.After(duration.TotalSeconds * _chance.NextDouble(), () => GitHub.Queue());
        }

        Tick();
        Poll();
        _time.Run(_time.GetUtcNow() + duration + TimeSpan.FromHours(1));
    }

    private void Tick()
    {
        Plan();
        _time.After(1, Tick);
    }

    private void Poll()
    {
        _poller.PollAsync(Load(), CancellationToken.None).GetAwaiter().GetResult();
        _check.CheckAsync(Load(), _leader, CancellationToken.None).GetAwaiter().GetResult();
        Changed();
        _time.After(30, Poll);
    }

    private void Deliver(GitHubJob job)
    {
        _store.RecordAsync([job], CancellationToken.None).GetAwaiter().GetResult();
        Changed();
    }

    // What changes at the same moment is decided on together.
    private void Changed()
    {
        if (!_planned)
        {
            _planned = true;
            _time.After(0.005, Plan);
        }
    }

    private void Plan()
    {
        _planned = false;
        var plan = FleetPlanner.Plan(Load(), PlanSettings.Default);
        if (!plan.ChangesNothing && !_store.ApplyAsync(plan, _leader, CancellationToken.None).GetAwaiter().GetResult())
        {
            throw new InvalidOperationException("The only leader was not taken for it.");
        }

        Found += plan.Endings.Count(ending => ending.Reason == EndingReason.Phantom);

        foreach (var runner in _store.RunnersOfAsync("here", CancellationToken.None).GetAwaiter().GetResult())
        {
            Carry(runner);
        }
    }

    private void Carry(FleetRunner runner)
    {
        if (runner.State == RunnerState.Wanted && _begun.Add(runner.Id))
        {
            _time.After(Mint, () => Begin(runner));
        }
        else if (runner is { State: RunnerState.Listening, Retiring: true } && GitHub.Remove(runner.Name))
        {
            _time.After(5, () => Move(runner, RunnerState.Listening, RunnerState.Finished));
        }
        else if (runner.State is RunnerState.Finished or RunnerState.Lost)
        {
            GitHub.Remove(runner.Name);
            Move(runner, runner.State, RunnerState.Gone);
        }
    }

    private void Begin(FleetRunner runner)
    {
        if (!Move(runner, RunnerState.Wanted, RunnerState.Minted))
        {
            return;
        }

        Minted++;
        _time.After(Spawn, () => Move(runner, RunnerState.Minted, RunnerState.Spawned));
        if (_chance.NextDouble() < _chaos.Deaf)
        {
            Deaf++;
            return;
        }

        _time.After(Spawn + 0.9 + (_chance.NextDouble() * 0.5), () =>
        {
            if (!Move(runner, RunnerState.Spawned, RunnerState.Listening))
            {
                return;
            }

            if (_chaos.Phantoms > 0 && _chance.NextDouble() < _chaos.Phantoms)
            {
                Phantoms++;
                GitHub.Lose(runner.Name);
            }
            else
            {
                GitHub.Listen(runner.Name, begins => _ = begins
                    ? Move(runner, RunnerState.Listening, RunnerState.Busy)
                    : Move(runner, RunnerState.Busy, RunnerState.Finished));
            }
        });
    }

    private bool Move(FleetRunner runner, RunnerState from, RunnerState to)
    {
        var moved = _store.AdvanceAsync(new RunnerStep(runner.Id, from, to), _host, CancellationToken.None).GetAwaiter().GetResult();
        Changed();
        return moved;
    }

    private FleetSnapshot Load() => _store.LoadAsync([_pool], CancellationToken.None).GetAwaiter().GetResult();
}
