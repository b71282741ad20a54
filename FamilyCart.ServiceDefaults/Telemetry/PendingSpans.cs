using System.Diagnostics;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>
/// The spans of all pending traces of this process, in the order in which they ended. With many sockets, each of which may keep some, the
/// oldest are forgotten first: those of work that goes on, and not those of the request that is about to fail. Its callers hold its gate.
/// </summary>
/// <param name="capacity">How many wait at most.</param>
internal sealed class PendingSpans(int capacity)
{
    /// <summary>What a service keeps by default: some ten megabytes.</summary>
    public const int DefaultCapacity = 32 * PendingTrace.Capacity;

    private readonly LinkedList<Queue<Waiting>> _order = new();

    /// <summary>Guards this and every trace that waits in it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Lets a span wait behind all others, in the queue of its trace.</summary>
    public void Add(Activity span, Queue<Waiting> trace)
    {
        if (_order.Count == capacity)
        {
            // Within a trace the order is the same: its oldest is the oldest of all.
            _order.First!.Value.Dequeue();
            _order.RemoveFirst();
        }

        trace.Enqueue(new Waiting(span, _order.AddLast(trace)));
    }

    /// <summary>Empties the queue of a trace.</summary>
    public void Remove(Queue<Waiting> trace)
    {
        foreach (var waiting in trace)
        {
            _order.Remove(waiting.Place);
        }

        trace.Clear();
    }

    /// <summary>A span that waits, and its place among all.</summary>
    internal readonly record struct Waiting(Activity Span, LinkedListNode<Queue<Waiting>> Place);
}
