using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

// Registrations that stay: each job has a runner of its own, with a fresh process and place; the registration goes from one to the next.
internal sealed partial class RunnerCare
{
    // GitHub takes a moment to see that the job before is over.
    private static readonly TimeSpan s_busyPatience = TimeSpan.FromSeconds(15);

    /// <summary>What it is registered by; null when it is not, for now.</summary>
    private async Task<MintedRunner?> RegisterAsync(FleetRunner runner, Pool pool, Lease host, CancellationToken cancellationToken)
    {
        if (!pool.Persistent || kept is null)
        {
            return await minter.MintAsync(pool, runner.Name, host, cancellationToken);
        }

        if (kept.Take(runner.Name, pool.Name, runner.Slot) is { } former)
        {
            var looked = await LookAtAsync(former, pool, cancellationToken);
            if (looked.Registration is not null)
            {
                return new MintedRunner(looked.Registration, former.Files);
            }

            if (looked.Later || (looked.Busy && time.GetUtcNow() - runner.StateSince < s_busyPatience))
            {
                return null;
            }

            LogRegisteredAnew(former.Name);
            kept.Forget(runner.Name);
        }

        if (await minter.MintAsync(pool, runner.Name, host, cancellationToken) is not { } made)
        {
            return null;
        }

        kept.Keep(runner.Name, new KeptRegistration(made.Runner.Name, made.Runner.Id, pool.Scope.Name, pool.Name, runner.Slot, RegistrationRules.Mark(pool), made.Files));
        return made;
    }

    // One that does not fit any more is removed where that is possible; what is left is nobody's, and swept.
    private async Task<(GitHubRunner? Registration, bool Busy, bool Later)> LookAtAsync(KeptRegistration former, Pool pool, CancellationToken cancellationToken)
    {
        if (former.Mark != RegistrationRules.Mark(pool))
        {
            await UnregisterAsync(former, cancellationToken);
            return default;
        }

        var answer = await github.RunnerAsync(pool.Scope, former.Id, cancellationToken);
        if (!answer.Try(out var found, out var error))
        {
            return (null, false, error.Fault != GitHubFault.NotFound);
        }

        if (found.Name != former.Name)
        {
            return default;
        }

        if (!RegistrationRules.Fits(found, pool))
        {
            await UnregisterAsync(former, cancellationToken);
            return default;
        }

        return found.Busy ? (null, true, false) : (found, false, false);
    }

    private async Task<bool> UnregisterAsync(KeptRegistration registration, CancellationToken cancellationToken) =>
        GitHubScope.TryParse(registration.Scope) is not { } scope || (await github.RemoveRunnerAsync(scope, registration.Id, cancellationToken)).Error is null;

    // A listener that did not end by itself left its session open, with which the next one would be in conflict.
    /// <summary>The registration that the next runner of the slot shall have; null where it ends with this one.</summary>
    private KeptRegistration? ToPassOn(FleetRunner runner, Sighting seen) =>
        runner is { State: RunnerState.Finished, Retiring: false, Registration: not null }
        && seen is { Exists: true, Listened: true, ExitCode: 0 }
        && !_unregistered.ContainsKey(runner.Name)
        && kept?.Of(runner.Name) is { } registration
        && Fits(registration)
            ? registration
            : null;

    private bool OwnsRegistration(FleetRunner runner) => runner.Registration is null || kept is null || kept.Of(runner.Name) is not null;

    /// <summary>Whether its pool's runners are registered otherwise by now.</summary>
    private bool IsOutdated(FleetRunner runner) =>
        runner is { State: RunnerState.Listening, Registration: not null } && kept?.Of(runner.Name) is { } registration && !Fits(registration);

    private bool Fits(KeptRegistration registration) => pools.Current.Any(pool =>
        pool.Persistent && pool.Name == registration.Pool && registration.Slot <= pool.Maximum && registration.Mark == RegistrationRules.Mark(pool));

    /// <summary>Removes registrations that no runner will have, and forgets those of runners that are no more.</summary>
    private async Task SweepRegistrationsAsync(IReadOnlyList<string> having, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in having.Where(name => !names.Contains(name)))
        {
            kept!.Forget(name);
        }

        foreach (var registration in kept!.AllFree().Where(registration => !Fits(registration) && _removals.IsDue(registration.Name)))
        {
            if (await UnregisterAsync(registration, cancellationToken))
            {
                _removals.Done(registration.Name);
                kept.Forget(registration);
            }
            else
            {
                _removals.Failed(registration.Name, null);
            }
        }
    }
}
