using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>What a host does for one runner: one step further in its life, from what the store, the machine and GitHub say of it.</summary>
internal sealed partial class RunnerCare(IFleetStore store, IRunnerDriver driver, IGitHub github, PoolSource pools, TimeProvider time, ILogger<RunnerCare> logger, EvidenceKeeper? evidence = null)
{
    // GitHub may have handed out a job in the moment before it let the registration go; the listener then says so within this time.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(5);

    // An idle listener that was asked to end does so at once.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _unregistered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);

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
        foreach (var name in (await driver.NamesAsync(cancellationToken)).Where(name => !names.Contains(name)))
        {
            var sighting = await driver.LookAsync(name, cancellationToken);
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
        foreach (var name in await driver.NamesAsync(CancellationToken.None))
        {
            try
            {
                await driver.RemoveAsync(name, CancellationToken.None);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The others go all the same, and the manager ends.
                LogLeft(name, exception.Message);
            }
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

            _refused.TryRemove(runner.Name, out _);
            return await MoveAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Gone, Reason: "not wanted any more"));
        }

        // Before it is registered: what cannot start costs GitHub nothing, and its deadline runs on.
        if (await driver.ObstacleAsync(pool, cancellationToken) is { } refusal)
        {
            await RefuseAsync(runner, refusal, host);
            return false;
        }

        var minted = await github.MintAsync(pool.Scope, runner.Name, pool.Labels, pool.RunnerGroup, cancellationToken);
        if (!minted.Try(out var registration, out var error))
        {
            LogNotMinted(runner.Name, error.Fault, error.Detail);
            return false;
        }

        // From here on there is a registration to be removed: what is begun is done to its end.
        if (!await MoveAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Minted, GitHubId: registration.Runner.Id)))
        {
            await github.RemoveRunnerAsync(pool.Scope, registration.Runner.Id, CancellationToken.None);
            return false;
        }

        var obstacle = await driver.StartAsync(runner.Name, pool, registration.Files, CancellationToken.None);
        if (obstacle is not null)
        {
            LogNotStarted(runner.Name, obstacle);
            return await MoveAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Finished, Reason: Refusals.NotStarted(obstacle)));
        }

        return await MoveAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Spawned));

        Task<bool> MoveAsync(RunnerStep step) => store.AdvanceAsync(step, host, CancellationToken.None);
    }

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

    private async Task<bool> FollowAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        var seen = await driver.LookAsync(runner.Name, cancellationToken);
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
            var reason = state == RunnerState.Finished && !seen.Exists ? "no process" : seen.Reason;
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
        else if (time.GetElapsedTime(since) >= s_settling + s_patience && await driver.LookAsync(runner.Name, cancellationToken) is { Job: null, Works: false })
        {
            // It stands still and hears nothing.
            await driver.RemoveAsync(runner.Name, cancellationToken);
        }
        else if (time.GetElapsedTime(since) >= s_settling && await driver.LookAsync(runner.Name, cancellationToken) is { Job: null })
        {
            await driver.InterruptAsync(runner.Name, cancellationToken);
        }
    }

    private async Task<bool> EndAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        var seen = await driver.LookAsync(runner.Name, cancellationToken);
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
        if (await driver.LookAsync(runner.Name, cancellationToken) is { Runs: true, Job: not null } or { Works: true })
        {
            return false;
        }

        var reason = evidence is null ? null : await evidence.KeepAsync(runner, seen.Job is not null, host, cancellationToken);
        await driver.RemoveAsync(runner.Name, cancellationToken);
        _unregistered.TryRemove(runner.Name, out _);
        _refused.TryRemove(runner.Name, out _);
        return await store.AdvanceAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Gone, Reason: reason), host, cancellationToken);
    }

    private async Task<bool> IsUnregisteredAsync(FleetRunner runner, CancellationToken cancellationToken)
    {
        // A pool that is not configured any more left no way to GitHub; an idle just-in-time registration lasts a day there.
        if (pools.Current.FirstOrDefault(pool => pool.Name == runner.Pool) is not { } pool)
        {
            return true;
        }

        var known = runner.GitHubId;
        if (known is null)
        {
            // Its registration may have been made all the same, and its number lost on the way.
            var found = await github.FindRunnerAsync(pool.Scope, runner.Name, cancellationToken);
            if (!found.Try(out var registration, out var obstacle))
            {
                LogNotRemoved(runner.Name, obstacle.Fault, obstacle.Detail);
                return false;
            }

            known = registration?.Id;
        }

        if (known is not { } id)
        {
            return true;
        }

        var removed = await github.RemoveRunnerAsync(pool.Scope, id, cancellationToken);
        if (removed.Error is { Fault: not GitHubFault.Refused } error)
        {
            LogNotRemoved(runner.Name, error.Fault, error.Detail);
        }

        return removed.Error is null;
    }

    [LoggerMessage(3070, LogLevel.Warning, "{Runner} has no registration yet ({Fault}): {Detail}")]
    private partial void LogNotMinted(string runner, GitHubFault fault, string detail);

    [LoggerMessage(3071, LogLevel.Error, "{Runner} did not start: {Obstacle}")]
    private partial void LogNotStarted(string runner, string obstacle);

    [LoggerMessage(3072, LogLevel.Warning, "The registration of {Runner} is not removed yet ({Fault}): {Detail}")]
    private partial void LogNotRemoved(string runner, GitHubFault fault, string detail);

    [LoggerMessage(3073, LogLevel.Warning, "{Runner} runs here, and the fleet does not know it; it is left alone until it ends.")]
    private partial void LogForeign(string runner);

    [LoggerMessage(3074, LogLevel.Information, "Removed what was left of {Runner}, which the fleet does not know.")]
    private partial void LogSwept(string runner);

    [LoggerMessage(3450, LogLevel.Error, "{Runner} cannot start here: {Refusal}")]
    private partial void LogRefused(string runner, string refusal);

    [LoggerMessage(3451, LogLevel.Error, "{Runner} is left behind: {Reason}")]
    private partial void LogLeft(string runner, string reason);
}
