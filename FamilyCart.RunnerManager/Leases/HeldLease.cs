using FamilyCart.RunnerManager.Storage;

namespace FamilyCart.RunnerManager.Leases;

/// <summary>A lease that this process wants to hold for as long as it runs: renewed every 750 ms, for 3 s; asked for every 250 ms while another has it.</summary>
/// <remarks>Whoever acts under it shows it to the store, which refuses one that has changed hands; so holding it by mistake does no harm.</remarks>
internal sealed partial class HeldLease(string name, LeaseHolder holder, ILeaseStore store, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(750);

    // What a takeover costs beyond the time that the lease still runs.
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(250);

    private Lease? _current;

    /// <summary>The lease while it is ours; null otherwise.</summary>
    public Lease? Current => Volatile.Read(ref _current);

    /// <summary>Keeps asking until it is told to stop, and then lets others have it.</summary>
    /// <param name="changed">Told when it becomes ours, and when it is ours no more.</param>
    /// <param name="stop">Ends it.</param>
    public async Task KeepAsync(Action changed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var before = Current;
            var now = await TryTakeAsync(stop);
            Volatile.Write(ref _current, now);
            if (before?.Epoch != now?.Epoch)
            {
                LogChanged(name, now is null ? "not ours" : "ours");
                changed();
            }

            await Task.Delay(now is null ? s_wait : s_pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Volatile.Write(ref _current, null);
        await ReleaseAsync();
    }

    private async Task<Lease?> TryTakeAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Duration);
        try
        {
            var lease = await store.TakeAsync(name, holder.Name, Duration, limit.Token);
            return lease.Holder == holder.Name ? lease : null;
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is OperationCanceledException)
        {
            return null;
        }
    }

    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(s_pause, time);
        try
        {
            await store.ReleaseAsync(name, holder.Name, limit.Token);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is OperationCanceledException)
        {
            // It expires by itself.
        }
    }

    [LoggerMessage(3040, LogLevel.Information, "The lease {Lease} is {State}.")]
    private partial void LogChanged(string lease, string state);
}
