using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;

namespace FamilyCart.RunnerManager.Hosts;

// From finished or lost to gone: its registration first, then what it left here.
internal sealed partial class RunnerCare
{
    private readonly Pacing _removals = new(time);

    private async Task<bool> EndAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        var seen = await driver.LookAsync(runner.Name, cancellationToken);
        if (runner.State == RunnerState.Lost && (seen.Works || seen is { Runs: true, Job: not null }))
        {
            // It was given up and has got a job all the same: the job comes first.
            return false;
        }

        if (!_unregistered.TryGetValue(runner.Name, out var since))
        {
            if (!await IsUnregisteredAsync(runner, cancellationToken))
            {
                return false;
            }

            _unregistered[runner.Name] = since = time.GetTimestamp();
        }

        // One that still listens may have been handed a job just before.
        if (seen.Runs && time.GetElapsedTime(since) < s_settling)
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

    [LoggerMessage(3072, LogLevel.Warning, "The registration of {Runner} is not removed yet ({Fault}): {Detail}")]
    private partial void LogNotRemoved(string runner, GitHubFault fault, string detail);
}
