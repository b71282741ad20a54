namespace FamilyCart.Api.Sockets;

/// <summary>
/// How many sockets there may be at this instance: in all, counted from the handshake on; of one account; and on one list, of those
/// that may watch it. What is taken is given back by disposing of it.
/// </summary>
internal sealed class SocketSeats(SocketSettings settings)
{
    private readonly SocketSettings _settings = settings;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _accounts = [];
    private readonly Dictionary<int, int> _lists = [];
    private int _sockets;

    /// <summary>Whether nobody has a seat, and nothing is kept of those who had one.</summary>
    internal bool AreEmpty
    {
        get
        {
            lock (_lock)
            {
                return _sockets == 0 && _accounts.Count == 0 && _lists.Count == 0;
            }
        }
    }

    /// <summary>A seat at this instance, or null when all are taken.</summary>
    internal Seat? Take()
    {
        lock (_lock)
        {
            if (_sockets >= _settings.PerInstance)
            {
                return null;
            }

            _sockets++;
            return new Seat(this);
        }
    }

    /// <summary>One socket's share of what there is.</summary>
    internal sealed class Seat(SocketSeats seats) : IDisposable
    {
        private Guid? _accountId;
        private int? _listId;

        /// <summary>Counts the socket as one of the account; false when it has too many.</summary>
        internal bool TryTakeFor(Guid accountId)
        {
            lock (seats._lock)
            {
                _accountId = TryAdd(seats._accounts, accountId, seats._settings.PerAccount) ? accountId : null;
                return _accountId is not null;
            }
        }

        /// <summary>Counts the socket as one on the list; false when there are too many.</summary>
        internal bool TryTakeOn(int listId)
        {
            lock (seats._lock)
            {
                _listId = TryAdd(seats._lists, listId, seats._settings.PerList) ? listId : null;
                return _listId is not null;
            }
        }

        public void Dispose()
        {
            lock (seats._lock)
            {
                seats._sockets--;
                Remove(seats._accounts, _accountId);
                Remove(seats._lists, _listId);
            }
        }

        private static bool TryAdd<T>(Dictionary<T, int> counts, T key, int limit)
            where T : struct
        {
            var count = counts.GetValueOrDefault(key);
            if (count >= limit)
            {
                return false;
            }

            counts[key] = count + 1;
            return true;
        }

        private static void Remove<T>(Dictionary<T, int> counts, T? key)
            where T : struct
        {
            if (key is { } known && --counts[known] == 0)
            {
                counts.Remove(known);
            }
        }
    }
}
