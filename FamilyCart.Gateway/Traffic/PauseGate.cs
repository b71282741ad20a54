using FamilyCart.Gateway.Protection.Holding;

namespace FamilyCart.Gateway.Traffic;

/// <summary>Holds new requests while traffic is paused, as far as there is room.</summary>
internal sealed class PauseGate(HoldRoom room, TimeProvider time)
{
    private Barrier? _closed;
    private int _waiting;

    /// <summary>How many requests wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Closes the gate; one that is closed stays as it is.</summary>
    /// <param name="until">It opens by itself then, whatever becomes of who closed it.</param>
    public void Close(DateTimeOffset until) => Interlocked.CompareExchange(ref _closed, new Barrier(until), null);

    /// <summary>Opens the gate; one that is open stays as it is.</summary>
    public void Open() => Interlocked.Exchange(ref _closed, null)?.Opened.TrySetResult();

    /// <summary>Returns at once while the gate is open.</summary>
    /// <returns>False when too much waits already.</returns>
    public ValueTask<bool> PassAsync(HttpContext context) =>
        Volatile.Read(ref _closed) is { } closed && closed.Until - time.GetUtcNow() is { Ticks: > 0 } left
            ? WaitAsync(context, closed, left)
            : ValueTask.FromResult(true);

    private async ValueTask<bool> WaitAsync(HttpContext context, Barrier closed, TimeSpan left)
    {
        using var place = room.Enter(context);
        if (place is null)
        {
            return false;
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            await closed.Opened.Task.WaitAsync(left, time, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            // It is open by now.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return true;
    }

    private sealed record Barrier(DateTimeOffset Until)
    {
        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
