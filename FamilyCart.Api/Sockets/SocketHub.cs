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

    /// <summary>Queues the envelope's message to the sockets of its list, or ends the sockets of a revoked token.</summary>
    internal void Deliver(Envelope envelope)
    {
        if (envelope.Header.RevokedToken is { } token)
        {
            EndSockets(token);
        }
        else if (envelope.Header.ListId is { } listId)
        {
            metrics.EventsSent(Send(listId, envelope.Header.ExceptSession, envelope.Message));
        }
    }

    private int Send(int listId, string? exceptSession, ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            return _rooms.TryGetValue(listId, out var room)
                ? room.Count(socket => socket.SessionId != exceptSession && socket.Enqueue(message))
                : 0;
        }
    }

    private void EndSockets(byte[] tokenHash)
    {
        lock (_lock)
        {
            foreach (var socket in _rooms.Values.SelectMany(room => room).Where(socket => socket.TokenHash.SequenceEqual(tokenHash)))
            {
                socket.End(SocketEnd.Unauthorized);
            }
        }
    }
}
