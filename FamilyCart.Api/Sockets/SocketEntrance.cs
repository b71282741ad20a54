using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FamilyCart.Api.Events;
using FamilyCart.Api.Json;
using Npgsql;

namespace FamilyCart.Api.Sockets;

/// <summary>Decides whether a socket may watch a list, and what it is told first.</summary>
internal sealed class SocketEntrance(SocketStore store, ListEventStore events, SocketSettings settings, TimeProvider time)
{
    /// <summary>Missed changes that are held at a time for a client.</summary>
    private const int PageSize = 50;

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
        return found with { First = TellAsync(listId, greeting, lastSequence ?? found.Sequence, found.Sequence, socket.SessionId, cancellationToken) };
    }

    /// <summary>The greeting, then what the client has missed, page by page as it reads.</summary>
    private async IAsyncEnumerable<byte[]> TellAsync(
        int listId,
        byte[] greeting,
        long last,
        long latest,
        string sessionId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return greeting;
        if (last == latest)
        {
            yield break;
        }

        var isWhole = latest > last
            && latest - last <= settings.BacklogLimit
            && await TryReadAsync(token => events.CountAsync(listId, last, latest, token), cancellationToken) == latest - last;
        while (isWhole && last < latest)
        {
            var count = (int)Math.Min(PageSize, latest - last);
            var rows = await TryReadAsync(token => events.ReadAsync(listId, last, count, token), cancellationToken) ?? [];
            isWhole = rows.Count == count && rows[^1].Sequence == last + count;
            foreach (var row in rows.Where(row => isWhole && row.SessionId != sessionId))
            {
                yield return Encoding.UTF8.GetBytes(row.Message);
            }

            last += count;
        }

        // What cannot be had in full is read with the list.
        if (!isWhole)
        {
            yield return ResyncMessage.Write(listId, latest, time.GetUtcNow());
        }
    }

    private static async Task<T?> TryReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return default;
        }
    }
}
