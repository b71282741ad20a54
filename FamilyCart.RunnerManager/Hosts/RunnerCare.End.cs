using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;

namespace FamilyCart.RunnerManager.Hosts;

// From finished or lost to gone: its registration first, then what it left here.
internal sealed partial class RunnerCare
{
    private readonly Pacing _removals = new(time);

    private async Task<bool> EndAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken)
    {
        var seen = await driver.LookAsync(runner.Name, cancellationToken);
        // One whose registration was passed on has none that could be removed.
        var owns = seen.Runs || OwnsRegistration(runner);
        var overtime = owns && IsOvertime(runner);
        var since = time.GetTimestamp();
        if (!overtime && runner.State == RunnerState.Lost && HasJob(seen))
        {
            // It was given up and has got a job all the same: the job comes first.
            return false;
        }

        var next = ToPassOn(runner, seen);
        if (owns && next is null && !_unregistered.TryGetValue(runner.Name, out since))
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
        if (!overtime && HasJob(await driver.LookAsync(runner.Name, cancellationToken)))
        {
            return false;
        }

        if (overtime && HasJob(seen))
        {
            if (!await IsNotListedAsync(runner, cancellationToken))
            {
                return false;
            }

            LogOvertime(runner.Name);
        }

        var reason = evidence is null ? null : await evidence.KeepAsync(runner, seen.Job is not null, host, cancellationToken);
        await driver.RemoveAsync(runner.Name, cancellationToken);
        if (next is not null)
        {
            kept!.Release(runner.Name, next);
        }

        kept?.Forget(runner.Name);
        _unregistered.TryRemove(runner.Name, out _);
        _refused.TryRemove(runner.Name, out _);
        return await store.AdvanceAsync(new RunnerStep(runner.Id, runner.State, RunnerState.Gone, Reason: reason), host, cancellationToken);
    }

    private static bool HasJob(Sighting seen) => seen.Works || seen is { Runs: true, Job: not null };

    // GitHub has the last word: it lets no registration go whose job is not over. Where it cannot be asked, the job counts as going on.
    private bool IsOvertime(FleetRunner runner) => runner is { State: RunnerState.Lost, LostFor: EndingReason.Overtime, GitHubId: not null } && ScopeOf(runner) is not null;

    private GitHubScope? ScopeOf(FleetRunner runner) => runner.Scope ?? pools.Current.FirstOrDefault(pool => pool.Name == runner.Pool)?.Scope;

    private async Task<bool> IsUnregisteredAsync(FleetRunner runner, CancellationToken cancellationToken)
    {
        // A runner from before scopes were kept, of a pool that is not configured any more, has no way to GitHub; an idle
        // just-in-time registration lasts a day there.
        if (ScopeOf(runner) is not { } scope)
        {
            return true;
        }

        if (!_removals.IsDue(runner.Name))
        {
            return false;
        }

        var known = runner.GitHubId ?? kept?.Of(runner.Name)?.Id;
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
            var refused = error.Fault == GitHubFault.Refused;
            // One with a job is removed when that is over, which may be at any moment; how long GitHub believes in the job of one
            // that has ended nobody knows.
            if (!refused || runner.State >= RunnerState.Finished)
            {
                var first = _removals.Failed(runner.Name, error.RetryAt);
                if (!refused || first)
                {
                    LogNotRemoved(runner.Name, error.Fault, error.Detail);
                }
            }

            return false;
        }

        _removals.Done(runner.Name);
        return true;
    }

    /// <summary>Whether the scope's own list is without its registration: that one cannot be found may mean that the credential sees nothing.</summary>
    private async Task<bool> IsNotListedAsync(FleetRunner runner, CancellationToken cancellationToken)
    {
        if (!_removals.IsDue(runner.Name))
        {
            return false;
        }

        var listed = await github.FindRunnerAsync(ScopeOf(runner)!, runner.RegisteredAs, cancellationToken);
        if (!listed.Try(out var registration, out var error))
        {
            _removals.Failed(runner.Name, error.RetryAt);
            LogNotRemoved(runner.Name, error.Fault, error.Detail);
            return false;
        }

        if (registration?.Id == runner.GitHubId)
        {
            // It is there all the same: GitHub is asked again for its word.
            _removals.Failed(runner.Name, null);
            _unregistered.TryRemove(runner.Name, out _);
            return false;
        }

        _removals.Done(runner.Name);
        return true;
    }
}
