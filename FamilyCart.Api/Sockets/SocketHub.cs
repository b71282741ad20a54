using System.Threading.Channels;
using FamilyCart.Api.Events;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Sockets;

/// <summary>The sockets of this instance, by list. Delivery only fills queues, so that one lock serves all of them.</summary>
internal sealed class SocketHub(ApiMetrics metrics)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, ListRoom> _rooms = [];
    private readonly Channel<int> _behind = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Lists of which changes are missing; the same one may come more than once.</summary>
    internal ChannelReader<int> Behind => _behind.Reader;

    internal void Join(int listId, ListSocket socket)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(listId, out var room))
            {
                _rooms[listId] = room = new ListRoom();
            }

            room.Sockets.Add(socket);
        }
    }

    internal void Leave(int listId, ListSocket socket)
    {
        lock (_lock)
        {
            if (_rooms.TryGetValue(listId, out var room) && room.Sockets.Remove(socket) && room.Sockets.Count == 0)
            {
                _rooms.Remove(listId);
            }
        }
    }

    /// <summary>Says what a socket of the list has read as its latest change, for the room to count from.</summary>
    internal void StartAt(int listId, long sequence)
    {
        lock (_lock)
        {
            if (_rooms.TryGetValue(listId, out var room))
            {
                room.StartAt(sequence);
                NoteBehind(listId, room);
            }
        }
    }

    /// <summary>
    /// Queues the envelope's message to the sockets of its list if it is the next one, or ends the sockets of an ended log-in. A
    /// change that comes too early has its list caught up from the database.
    /// </summary>
    internal void Deliver(Envelope envelope)
    {
        if (envelope.Header.EndedLogin is { } loginId)
        {
            EndAll(socket => socket.Watcher.LoginId == loginId, SocketEnd.Unauthorized);
        }
        else if (envelope.Header.ListId is { } listId)
        {
            metrics.EventsSent(Send(listId, envelope));
        }
    }

    /// <summary>Tells the sockets of a list to read it anew, and goes on from there.</summary>
    internal void Skip(int listId, long sequence, byte[] message)
    {
        lock (_lock)
        {
            if (_rooms.TryGetValue(listId, out var room) && room.LastSequence < sequence)
            {
                room.SkipTo(sequence);
                Enqueue(room, new SocketMessage(message, sequence), except: null);
            }
        }
    }

    /// <summary>How far the sockets of each list have been told.</summary>
    internal IReadOnlyDictionary<int, long> Sequences()
    {
        lock (_lock)
        {
            return _rooms.Where(room => room.Value.LastSequence is not null).ToDictionary(room => room.Key, room => room.Value.LastSequence!.Value);
        }
    }

    internal long? SequenceOf(int listId)
    {
        lock (_lock)
        {
            return _rooms.GetValueOrDefault(listId)?.LastSequence;
        }
    }

    /// <summary>Which lists are watched by which log-ins, each pair once.</summary>
    internal IReadOnlyList<WatchedList> Watched()
    {
        lock (_lock)
        {
            return
            [
                .. _rooms.SelectMany(room => room.Value.Sockets.Select(socket => new WatchedList(room.Key, socket.Watcher.LoginId))).Distinct(),
            ];
        }
    }

    /// <summary>All sockets of this instance at this moment.</summary>
    internal ListSocket[] All()
    {
        lock (_lock)
        {
            return [.. _rooms.Values.SelectMany(room => room.Sockets)];
        }
    }

    /// <summary>Ends the sockets of one log-in that watch one list.</summary>
    internal void End(int listId, Guid loginId, SocketEnd end)
    {
        lock (_lock)
        {
            End(_rooms.GetValueOrDefault(listId)?.Sockets.Where(socket => socket.Watcher.LoginId == loginId) ?? [], end);
        }
    }

    /// <summary>Ends the sockets whose client has said nothing since then.</summary>
    internal void EndIdle(DateTimeOffset since) => EndAll(socket => socket.LastHeard < since, SocketEnd.Idle);

    private int Send(int listId, Envelope envelope)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(listId, out var room))
            {
                return 0;
            }

            if (!room.Takes(envelope.Header))
            {
                NoteBehind(listId, room);
                return 0;
            }

            var sent = Enqueue(room, new SocketMessage(envelope.Message, envelope.Header.Sequence), envelope.Header.ExceptSession);
            End(room.Sockets.Where(envelope.Header.Closes), SocketEnd.Forbidden);
            return sent;
        }
    }

    private static int Enqueue(ListRoom room, SocketMessage message, string? except)
    {
        var sent = 0;
        foreach (var socket in room.Sockets.Where(socket => except is null || socket.SessionId != except))
        {
            if (socket.TryEnqueue(message))
            {
                sent++;
            }
            else
            {
                socket.CutOff();
            }
        }

        return sent;
    }

    private void NoteBehind(int listId, ListRoom room)
    {
        if (room.IsBehind)
        {
            _behind.Writer.TryWrite(listId);
        }
    }

    private void EndAll(Func<ListSocket, bool> which, SocketEnd end)
    {
        lock (_lock)
        {
            End(_rooms.Values.SelectMany(room => room.Sockets).Where(which), end);
        }
    }

    private static void End(IEnumerable<ListSocket> sockets, SocketEnd end)
    {
        foreach (var socket in sockets)
        {
            socket.End(end);
        }
    }
}
