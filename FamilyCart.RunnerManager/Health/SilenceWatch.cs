using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Storage;

namespace FamilyCart.RunnerManager.Health;

/// <summary>Tells the fleet which listeners of this host give no sign, and which do again.</summary>
internal sealed partial class SilenceWatch(IListenerSigns signs, [FromKeyedServices(ReservedDatabase.HostKey)] IFleetStore store, TimeProvider time, ILogger<SilenceWatch> logger)
{
    // With Plan:Silence on top, a silent listener is replaced within 15 s.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(4);

    private long? _last;

    /// <summary>Looks, unless it did a moment ago.</summary>
    /// <param name="runners">Of this host.</param>
    /// <param name="host">The host's lease.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task LookAsync(IReadOnlyList<FleetRunner> runners, Lease host, CancellationToken cancellationToken)
    {
        if (_last is { } last && time.GetElapsedTime(last) < s_pause)
        {
            return;
        }

        _last = time.GetTimestamp();
        var listening = runners.Where(runner => runner.State == RunnerState.Listening && !runner.Retiring).ToList();
        if (listening.Count == 0)
        {
            return;
        }

        var silent = await signs.SilentAsync([.. listening.Select(runner => runner.Name)], cancellationToken);
        // What is as it was needs no word.
        var changed = listening.Where(runner => silent.Contains(runner.Name) == runner.SilentSince is null).ToList();
        if (changed.Count > 0)
        {
            await store.MarkAsync(
                RunnerDoubt.Silent, [.. changed.Select(runner => runner.Id)], [.. changed.Where(runner => runner.SilentSince is null).Select(runner => runner.Id)], host, cancellationToken);
            changed.ForEach(runner => LogChanged(runner.Name, runner.SilentSince is null ? "gives no sign" : "is heard again"));
        }
    }

    [LoggerMessage(3330, LogLevel.Warning, "{Runner} {What}.")]
    private partial void LogChanged(string runner, string what);
}
