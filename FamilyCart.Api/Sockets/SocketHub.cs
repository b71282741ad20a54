using FamilyCart.Api.Events;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Sockets;

/// <summary>The sockets of this instance, by list. Delivery only fills queues, so that one lock serves all of them.</summary>
internal sealed class SocketHub(ApiMetrics metrics)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, HashSet<ListSocket>> _rooms = [];

    internal void Join(int listId, ListSocket socket)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(listId, out var room))
            {
                _rooms[listId] = room = [];
            }

            room.Add(socket);
        }
    }

    internal void Leave(int listId, ListSocket socket)
    {
        lock (_lock)
        {
            if (_rooms.TryGetValue(listId, out var room) && room.Remove(socket) && room.Count == 0)
            {
                _rooms.Remove(listId);
            }
        }
    }

    /// <summary>Queues the envelope's message to the sockets of its list, or ends the sockets of a ended log-in.</summary>
    internal void Deliver(Envelope envelope)
    {
        if (envelope.Header.EndedLogin is { } loginId)
        {
            EndSockets(loginId);
        }
        else if (envelope.Header.ListId is { } listId)
        {
            metrics.EventsSent(Send(listId, envelope.Header, envelope.Message));
        }
    }

    /// <summary>Which lists are watched by which log-ins, each pair once.</summary>
    internal IReadOnlyList<WatchedList> Watched()
    {
        lock (_lock)
        {
            return
            [
                .. _rooms.SelectMany(room => room.Value.Select(socket => new WatchedList(room.Key, socket.LoginId))).Distinct(),
            ];
        }
    }

    /// <summary>Ends the sockets of one log-in that watch one list.</summary>
    internal void End(int listId, Guid loginId, SocketEnd end)
    {
        lock (_lock)
        {
            End(_rooms.GetValueOrDefault(listId) ?? [], loginId, end);
        }
    }

    private int Send(int listId, EnvelopeHeader header, ReadOnlyMemory<byte> message)
    {
        var sent = 0;
        List<ListSocket> overflowing = [];
        lock (_lock)
        {
            foreach (var socket in (_rooms.GetValueOrDefault(listId) ?? []).Where(socket => socket.SessionId != header.ExceptSession))
            {
                if (socket.TryEnqueue(new SocketMessage(message, header.Sequence)))
                {
                    sent++;
                }
                else
                {
                    overflowing.Add(socket);
                }
            }
        }

        overflowing.ForEach(socket => socket.CutOff());
        return sent;
    }

    private void EndSockets(Guid loginId)
    {
        lock (_lock)
        {
            End(_rooms.Values.SelectMany(room => room), loginId, SocketEnd.Unauthorized);
        }
    }

    private static void End(IEnumerable<ListSocket> sockets, Guid loginId, SocketEnd end)
    {
        foreach (var socket in sockets.Where(socket => socket.LoginId == loginId))
        {
            socket.End(end);
        }
    }
}
