using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

// From wanted to spawned: registered at GitHub, and started here.
internal sealed partial class RunnerCare
{
    private readonly ConcurrentDictionary<RunnerDriver, StartGate> _gates = new();
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);

    private async Task<bool> BeginAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        if (runner.Retiring || pools.Current.FirstOrDefault(pool => pool.Name == runner.Pool) is not { } pool)
        {
            if (!await IsUnregisteredAsync(runner, cancellationToken))
            {
                return false;
            }

            _refused.TryRemove(runner.Name, out _);
            kept?.Forget(runner.Name);
            return await MoveAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Gone, Reason: "not wanted any more"));
        }

        // GitHub is about to say whether it takes any.
        if (pool.Driver == RunnerDriver.Process && distribution is { Process.IsAwaited: true })
        {
            return false;
        }

        // Before it is registered: what cannot start costs GitHub nothing, and its deadline runs on.
        if ((VersionObstacle(pool.Driver) ?? GateOf(pool.Driver).Obstacle ?? await driver.ObstacleAsync(pool, cancellationToken)) is { } refusal)
        {
            await RefuseAsync(runner, refusal, host);
            return false;
        }

        // Before GitHub says that the registration is free: every job that it gets from then on is this runner's.
        var free = clock?.Now ?? time.GetUtcNow();
        if (await RegisterAsync(runner, pool, host, cancellationToken) is not { } registration)
        {
            return false;
        }

        // From here on there is a registration to be removed: what is begun is done to its end.
        var minted = new RunnerStep(runner.Id, runner.State, RunnerState.Minted, GitHubId: registration.Runner.Id) {
            Registration = pool.Persistent ? registration.Runner.Name : null,
            FreeAt = pool.Persistent ? free : null,
        };
        if (!await MoveAsync(minted))
        {
            if (pool.Persistent && kept is not null)
            {
                // It is kept under the runner's name, for whoever carries the runner on.
                return false;
            }

            await github.RemoveRunnerAsync(pool.Scope, registration.Runner.Id, CancellationToken.None);
            return false;
        }

        var obstacle = await driver.StartAsync(runner.Name, pool, registration.Files, CancellationToken.None);
        if (obstacle is not null)
        {
            LogNotStarted(runner.Name, obstacle);
            GateOf(pool.Driver).Note(ListenerEnd.NotRun, listened: false);
            return await MoveAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Finished, Reason: Refusals.NotStarted(obstacle)));
        }

        return await MoveAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Spawned));

        Task<bool> MoveAsync(RunnerStep step) => store.AdvanceAsync(step, host, CancellationToken.None);
    }

    // Containers bring a distribution of their own.
    private string? VersionObstacle(RunnerDriver driver) => driver == RunnerDriver.Process ? distribution?.Process.Obstacle : distribution?.Image.Obstacle;

    // What is wrong with containers is no reason to start no processes.
    private StartGate GateOf(RunnerDriver driver) => _gates.GetOrAdd(driver, _ => new StartGate(time));

    /// <summary>Says once why a runner cannot start here, in its life line too.</summary>
    private async Task RefuseAsync(FleetRunner runner, string refusal, Lease host)
    {
        if (_refused.TryGetValue(runner.Name, out var told) && told == refusal)
        {
            return;
        }

        LogRefused(runner.Name, refusal);
        if (await store.AdvanceAsync(new RunnerStep(runner.Id, runner.State, runner.State, Reason: Refusals.Refused(refusal)), host, CancellationToken.None))
        {
            _refused[runner.Name] = refusal;
        }
    }
}
