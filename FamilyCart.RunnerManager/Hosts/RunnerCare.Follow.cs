using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

// From spawned to finished: what the machine says of it; and an idle one taken away.
internal sealed partial class RunnerCare
{
    // GitHub may have handed out a job in the moment before it let the registration go; the listener then says so within this time.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(5);

    // An idle listener that was asked to end does so at once.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, long> _unregistered = new(StringComparer.Ordinal);

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
            var end = ListenerEnds.Of(seen.ExitCode);
            var reason = state == RunnerState.Finished ? ReasonOf(seen, end) : null;
            if (!await store.AdvanceAsync(new RunnerStep(runner.Id, runner.State, state, ExitCode: seen.ExitCode, Reason: reason), host, cancellationToken))
            {
                return false;
            }

            if (state == RunnerState.Finished && seen.Exists)
            {
                Note(runner, seen, end);
            }

            return true;
        }

        if (runner is { Retiring: true, State: < RunnerState.Busy } || IsOutdated(runner))
        {
            await RetireAsync(runner, cancellationToken);
        }

        return false;
    }

    private void Note(FleetRunner runner, Sighting seen, ListenerEnd end)
    {
        var driver = pools.Current.FirstOrDefault(pool => pool.Name == runner.Pool)?.Driver ?? RunnerDriver.Process;
        exits?.Count(end, driver);
        // How a listener ends that had a job is in the hands of that job.
        if (runner.State < RunnerState.Busy && seen.Job is null)
        {
            GateOf(driver).Note(end, seen.Listened);
        }
    }

    // What the machine says of it says more than the code with which it ended.
    private static string? ReasonOf(Sighting seen, ListenerEnd end) =>
        !seen.Exists ? "no process" : seen.Reason ?? (end == ListenerEnd.Done ? null : ListenerEnds.Word(end));

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
}
