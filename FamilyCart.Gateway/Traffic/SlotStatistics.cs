using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Traffic;

/// <summary>What passes to each slot, counted without locks.</summary>
internal sealed class SlotStatistics
{
    private readonly Counts[] _slots = [new(), new()];

    /// <summary>Requests that a slot has and has not answered, without sockets.</summary>
    public int UnderWay(Slot slot) => Volatile.Read(ref _slots[(int)slot].UnderWay);

    /// <summary>Sockets that are open to a slot.</summary>
    public int Sockets(Slot slot) => Volatile.Read(ref _slots[(int)slot].Sockets);

    public SlotTotals Totals(Slot slot)
    {
        var counts = _slots[(int)slot];
        return new SlotTotals(Volatile.Read(ref counts.Answers), Volatile.Read(ref counts.Failures), [.. counts.Latencies]);
    }

    /// <summary>A request goes to a slot.</summary>
    public void Begin(Slot slot) => Interlocked.Increment(ref _slots[(int)slot].UnderWay);

    /// <summary>The slot is done with a request.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="status">The answer's; null when it says nothing of the slot.</param>
    /// <param name="latency">How long the slot took; null when the client's own pace is in it.</param>
    public void Answered(Slot slot, int? status, TimeSpan? latency)
    {
        var counts = _slots[(int)slot];
        if (status is { } known)
        {
            if (latency is { } took)
            {
                Interlocked.Increment(ref counts.Latencies[LatencyHistogram.BucketOf(took)]);
            }

            if (known >= StatusCodes.Status500InternalServerError)
            {
                Interlocked.Increment(ref counts.Failures);
            }

            Interlocked.Increment(ref counts.Answers);
        }

        Interlocked.Decrement(ref counts.UnderWay);
    }

    /// <summary>A socket to a slot opens.</summary>
    public void SocketOpened(Slot slot) => Interlocked.Increment(ref _slots[(int)slot].Sockets);

    /// <summary>A socket to a slot is closed.</summary>
    public void SocketClosed(Slot slot) => Interlocked.Decrement(ref _slots[(int)slot].Sockets);

    private sealed class Counts
    {
        public readonly long[] Latencies = new long[LatencyHistogram.Buckets];
        public int UnderWay;
        public int Sockets;
        public long Answers;
        public long Failures;
    }
}
