using System.Net;

namespace FamilyCart.Api.Limits;

/// <summary>
/// A bucket for each client address, in this instance's memory. A bucket is one number: when it will be full again (the generic
/// cell rate algorithm), so that nothing has to refill it.
/// </summary>
internal sealed class ClientLimiter(LimitSettings settings, TimeProvider time)
{
    /// <summary>The part of the entries that makes room when there are too many.</summary>
    private const int EvictedPart = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, DateTimeOffset> _fullAt = [];
    private readonly TimeSpan _interval = TimeSpan.FromMinutes(1) / settings.ClientRate;

    /// <summary>Client addresses that are kept in mind.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _fullAt.Count;
            }
        }
    }

    /// <summary>Returns null when the client may go on, or how long it has to wait.</summary>
    internal TimeSpan? Take(IPAddress client)
    {
        var now = time.GetUtcNow();
        var depth = _interval * settings.ClientBurst;
        lock (_lock)
        {
            var fullAt = _fullAt.GetValueOrDefault(client, now);
            if (fullAt < now)
            {
                fullAt = now;
            }
            else if (fullAt > now + depth)
            {
                // The clock was set back.
                fullAt = now + depth;
            }

            var wait = fullAt + _interval - depth - now;
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            MakeRoom(client, now);
            _fullAt[client] = fullAt + _interval;
            return null;
        }
    }

    /// <summary>Forgets those whose buckets are full and then, while somebody fills the table, those who are nearest to it.</summary>
    private void MakeRoom(IPAddress client, DateTimeOffset now)
    {
        if (_fullAt.Count < settings.ClientEntries || _fullAt.ContainsKey(client))
        {
            return;
        }

        var evicted = _fullAt.OrderBy(entry => entry.Value).Take(Math.Max(1, settings.ClientEntries / EvictedPart)).ToList();
        evicted.ForEach(entry => _fullAt.Remove(entry.Key));
        foreach (var (full, _) in _fullAt.Where(entry => entry.Value <= now).ToList())
        {
            _fullAt.Remove(full);
        }
    }
}
