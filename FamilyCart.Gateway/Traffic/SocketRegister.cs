using System.Collections.Concurrent;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Traffic;

/// <summary>The sockets that are open to each slot, so that those which outlast a drain can be cut.</summary>
internal sealed class SocketRegister
{
    private readonly ConcurrentDictionary<HttpContext, Slot> _open = new();

    public void Add(HttpContext context, Slot slot) => _open[context] = slot;

    public void Remove(HttpContext context) => _open.TryRemove(context, out _);

    /// <summary>Cuts what is open to a slot.</summary>
    /// <returns>How many were cut.</returns>
    public int Cut(Slot slot)
    {
        var cut = 0;
        foreach (var (context, _) in _open.Where(socket => socket.Value == slot))
        {
            // One that takes its time to unwind is there at the next look still.
            if (_open.TryRemove(context, out _))
            {
                context.Abort();
                cut++;
            }
        }

        return cut;
    }
}
