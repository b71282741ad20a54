using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>What a host does for one runner: one step further in its life, from what the store, the machine and GitHub say of it.</summary>
internal sealed partial class RunnerCare(IFleetStore store, IRunnerDriver driver, IGitHub github, Minter minter, PoolSource pools, TimeProvider time, ILogger<RunnerCare> logger)
{
    // GitHub may have handed out a job in the moment before it let the registration go; the listener then says so within this time.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(5);

    private readonly Pacing _removals = new(time);
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _unregistered = new(StringComparer.Ordinal);

    /// <returns>Whether it went a step further.</returns>
    public Task<bool> StepAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken) => runner.State switch
    {
        RunnerState.Wanted => BeginAsync(runner, host, cancellationToken),
        RunnerState.Minted or RunnerState.Spawned or RunnerState.Listening or RunnerState.Busy => FollowAsync(runner, host, cancellationToken),
        _ => EndAsync(runner, host, cancellationToken),
    };

    /// <summary>Removes what belongs to no runner, such as after a database that was restored.</summary>
    /// <param name="names">The runners that the store knows on this host.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SweepAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in driver.Names().Where(name => !names.Contains(name)))
        {
            var sighting = driver.Look(name);
            if (sighting.Runs || sighting.Works)
            {
                // Perhaps somebody's job: told once, and left alone until it ends.
                if (_foreign.Add(name))
                {
                    LogForeign(name);
                }
            }
            else
            {
                await driver.RemoveAsync(name, cancellationToken);
                LogSwept(name);
            }
        }
    }

    /// <summary>Ends every runner of this host and removes what is left, jobs or not.</summary>
    public async Task RemoveAllAsync()
    {
        foreach (var name in driver.Names())
        {
            await driver.RemoveAsync(name, CancellationToken.None);
        }
    }

    private async Task<bool> BeginAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        if (runner.Retiring || pools.Current.FirstOrDefault(pool => pool.Name == runner.Pool) is not { } pool)
        {
            if (!await IsUnregisteredAsync(runner, cancellationToken))
            {
                return false;
            }

            return await MoveAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Gone, Reason: "not wanted any more"));
        }

        if (await minter.MintAsync(pool, runner.Name, host, cancellationToken) is not { } registration)
        {
            return false;
        }

        // From here on there is a registration to be removed: what is begun is done to its end.
        if (!await MoveAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Minted, GitHubId: registration.Runner.Id)))
        {
            await github.RemoveRunnerAsync(pool.Scope, registration.Runner.Id, CancellationToken.None);
            return false;
        }

        var obstacle = await driver.StartAsync(runner.Name, registration.Files, CancellationToken.None);
        if (obstacle is not null)
        {
            LogNotStarted(runner.Name, obstacle);
            return await MoveAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Finished, Reason: "not started"));
        }

        return await MoveAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Spawned));

        Task<bool> MoveAsync(RunnerStep step) => store.AdvanceAsync(step, host, CancellationToken.None);
    }

    private async Task<bool> FollowAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        var seen = driver.Look(runner.Name);
        // A worker that outlives its listener is about to finish its job.
        RunnerState? next = seen switch
        {
            { Runs: false, Works: true } => RunnerState.Busy,
            { Runs: false } => RunnerState.Finished,
            { Job: not null } => RunnerState.Busy,
            { Listened: true } => RunnerState.Listening,
            _ when runner.State == RunnerState.Minted => RunnerState.Spawned,
            _ => null,
        };
        if (next is { } state && state > runner.State)
        {
            var reason = state == RunnerState.Finished && !seen.Exists ? "no process" : null;
            return await store.AdvanceAsync(new RunnerStep(runner.Id, runner.State, state, ExitCode: seen.ExitCode, Reason: reason), host, cancellationToken);
        }

        if (runner is { Retiring: true, State: < RunnerState.Busy })
        {
            await RetireAsync(runner, cancellationToken);
        }

        return false;
    }

    /// <summary>Takes an idle runner away. GitHub's word comes first: it refuses while a job is on it, and gives it none afterwards.</summary>
    private async Task RetireAsync(FleetRunner runner, CancellationToken cancellationToken)
    {
        if (!_unregistered.TryGetValue(runner.Name, out var since))
        {
            if (await IsUnregisteredAsync(runner, cancellationToken))
            {
                _unregistered[runner.Name] = time.GetTimestamp();
            }
        }
        else if (time.GetElapsedTime(since) >= s_settling && driver.Look(runner.Name) is { Job: null })
        {
            driver.Interrupt(runner.Name);
        }
    }

    private async Task<bool> EndAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        var seen = driver.Look(runner.Name);
        if (runner.State == RunnerState.Lost && (seen.Works || seen is { Runs: true, Job: not null }))
        {
            // It was given up and has got a job all the same: the job comes first.
            return false;
        }

        if (!await IsUnregisteredAsync(runner, cancellationToken))
        {
            return false;
        }

        // GitHub may have handed out a job in the last moment.
        if (driver.Look(runner.Name) is { Runs: true, Job: not null } or { Works: true })
        {
            return false;
        }

        await driver.RemoveAsync(runner.Name, cancellationToken);
        _unregistered.TryRemove(runner.Name, out _);
        return await store.AdvanceAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Gone), host, cancellationToken);
    }

    private async Task<bool> IsUnregisteredAsync(FleetRunner runner, CancellationToken cancellationToken)
    {
        // A runner from before scopes were kept, of a pool that is not configured any more, has no way to GitHub; an idle
        // just-in-time registration lasts a day there.
        if ((runner.Scope ?? pools.Current.FirstOrDefault(pool => pool.Name == runner.Pool)?.Scope) is not { } scope)
        {
            return true;
        }

        if (!_removals.IsDue(runner.Name))
        {
            return false;
        }

        var known = runner.GitHubId;
        if (known is null)
        {
            // Its registration may have been made all the same, and its number lost on the way.
            var found = await github.FindRunnerAsync(scope, runner.Name, cancellationToken);
            if (!found.Try(out var registration, out var obstacle))
            {
                _removals.Failed(runner.Name, obstacle.RetryAt);
                LogNotRemoved(runner.Name, obstacle.Fault, obstacle.Detail);
                return false;
            }

            known = registration?.Id;
        }

        if (known is { } id && (await github.RemoveRunnerAsync(scope, id, cancellationToken)).Error is { } error)
        {
            // One with a job is removed when that is over, which may be at any moment.
            if (error.Fault != GitHubFault.Refused)
            {
                _removals.Failed(runner.Name, error.RetryAt);
                LogNotRemoved(runner.Name, error.Fault, error.Detail);
            }

            return false;
        }

        _removals.Done(runner.Name);
        return true;
    }

    [LoggerMessage(3071, LogLevel.Error, "{Runner} did not start: {Obstacle}")]
    private partial void LogNotStarted(string runner, string obstacle);

    [LoggerMessage(3072, LogLevel.Warning, "The registration of {Runner} is not removed yet ({Fault}): {Detail}")]
    private partial void LogNotRemoved(string runner, GitHubFault fault, string detail);

    [LoggerMessage(3073, LogLevel.Warning, "{Runner} runs here, and the fleet does not know it; it is left alone until it ends.")]
    private partial void LogForeign(string runner);

    [LoggerMessage(3074, LogLevel.Information, "Removed what was left of {Runner}, which the fleet does not know.")]
    private partial void LogSwept(string runner);
}
