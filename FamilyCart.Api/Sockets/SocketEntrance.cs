using System.Text;
using System.Text.Json;
using FamilyCart.Api.Events;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Sockets;

/// <summary>Decides whether a socket may watch a list, and what it is told first.</summary>
internal sealed class SocketEntrance(SocketStore store, ListEventStore events, SocketSettings settings, TimeProvider time)
{
    /// <param name="listId">The list.</param>
    /// <param name="socket">Who wants to watch it.</param>
    /// <param name="lastSequence">The last change that its client knows, or null when it has just read the list.</param>
    /// <param name="cancellationToken">The client has left.</param>
    internal async Task<SocketEntry> EnterAsync(int listId, ListSocket socket, long? lastSequence, CancellationToken cancellationToken)
    {
        var found = await store.FindEntryAsync(listId, socket.Watcher.LoginId, cancellationToken);
        if (found.Refusal is not null)
        {
            return found;
        }

        var greeting = JsonSerializer.SerializeToUtf8Bytes(
            new ConnectedMessage(
                "connection_established", $"Connected to list {listId}", socket.SessionId, found.Sequence, time.GetUtcNow()),
            ApiJsonContext.Readable.ConnectedMessage);
        var missed = lastSequence is { } last && last != found.Sequence
            ? await ReadMissedAsync(listId, last, found.Sequence, socket.SessionId, cancellationToken)
            : [];
        return found with { First = [greeting, .. missed] };
    }

    /// <summary>What came after the last known change; one demand to read the list where that cannot be had in full.</summary>
    private async Task<IReadOnlyList<byte[]>> ReadMissedAsync(
        int listId, long last, long latest, string sessionId, CancellationToken cancellationToken)
    {
        var expected = latest - last;
        if (expected > 0 && expected <= settings.BacklogLimit)
        {
            var rows = await events.ReadAsync(listId, last, (int)expected, cancellationToken);
            if (rows.Count == expected)
            {
                return [.. rows.Where(row => row.SessionId != sessionId).Select(row => Encoding.UTF8.GetBytes(row.Message))];
            }
        }

        return [ResyncMessage.Write(listId, latest, time.GetUtcNow())];
    }
}
