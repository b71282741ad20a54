using System.Globalization;
using System.Net.WebSockets;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Sockets;

/// <summary>`/ws/lists/{id}?ticket=TICKET`: the changes of one list as they happen.</summary>
internal sealed partial class SocketsApi(
    TokenStore tokens,
    TicketStore tickets,
    SocketEntrance entrance,
    SocketHub hub,
    SocketSeats seats,
    SocketSettings settings,
    IHostApplicationLifetime application,
    ApiMetrics metrics,
    AccountMetrics limits,
    TimeProvider time,
    ILogger<SocketsApi> logger)
{
    private const int LongestSessionId = 64;

    internal async Task ConnectAsync(int listId, HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await FailureProblems.WriteAsync(context, Failure.WebSocketExpected);
            return;
        }

        using var seat = seats.Take();
        if (seat is null)
        {
            await FailureProblems.WriteAsync(context, Failure.TooManySockets);
            return;
        }

        if (await IdentifyAsync(context) is not { } watcher)
        {
            await RefuseAsync(context, SocketEnd.Unauthorized);
            return;
        }

        if (!seat.TryTakeFor(watcher.AccountId))
        {
            limits.RequestLimited("sockets");
            await RefuseAsync(context, SocketEnd.TooManyOfAccount);
            return;
        }

        // Accepted only for members, told before the first message what they have: a socket joins before it reads the list's
        // number, and what is committed in between waits in its queue. The log-in is read once more, since a log-out that came
        // before the socket joined could not end it.
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        using var socket = new ListSocket(webSocket, watcher, SessionId(context.Request), settings.QueueLimit, time);
        hub.Join(listId, socket);
        try
        {
            var entry = await EnterAsync(listId, socket, LastSequence(context.Request), context.RequestAborted);
            if (entry.Refusal is { } refusal)
            {
                await TurnAwayAsync(webSocket, refusal, context.RequestAborted);
                return;
            }

            if (!seat.TryTakeOn(listId))
            {
                limits.RequestLimited("sockets");
                await CloseAsync(webSocket, SocketEnd.TooManyOnList, context.RequestAborted);
                return;
            }

            hub.StartAt(listId, entry.Sequence);
            await RunAsync(socket, entry, context.RequestAborted);
        }
        finally
        {
            hub.Leave(listId, socket);
        }
    }

    /// <summary>A ticket, or the token itself from clients that know no tickets.</summary>
    private async Task<Watcher?> IdentifyAsync(HttpContext context)
    {
        if (context.Request.Query["ticket"] is [{ Length: > 0 } ticket])
        {
            return await tickets.RedeemAsync(ticket, context.RequestAborted);
        }

        var caller = await tokens.FindCallerAsync(context.Request.Query["token"], context.RequestAborted);
        return caller is { Account.IsVerified: true } ? new Watcher(caller.Id, caller.LoginId) : null;
    }

    /// <summary>The handshake is answered: a fault can only be told by a close code.</summary>
    private async Task<SocketEntry> EnterAsync(int listId, ListSocket socket, long? lastSequence, CancellationToken cancellationToken)
    {
        try
        {
            return await entrance.EnterAsync(listId, socket, lastSequence, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogUnread(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
            return SocketEntry.Refused(SocketEnd.Failed);
        }
    }

    private async Task TurnAwayAsync(WebSocket webSocket, SocketEnd refusal, CancellationToken cancellationToken)
    {
        if (refusal == SocketEnd.Forbidden)
        {
            metrics.Forbidden();
        }

        await CloseAsync(webSocket, refusal, cancellationToken);
    }

    private async Task RunAsync(ListSocket socket, SocketEntry entry, CancellationToken cancellationToken)
    {
        using var stopping = application.ApplicationStopping.Register(() => socket.End(SocketEnd.Stopping));
        var end = SocketEnd.Failed;
        metrics.SocketOpened();
        try
        {
            end = await socket.RunAsync(entry.First, entry.Sequence, cancellationToken);
        }
        finally
        {
            metrics.SocketClosed(end.Reason);
        }
    }

    /// <summary>A client that comes back keeps its name, and is not told what it did itself meanwhile.</summary>
    private static string SessionId(HttpRequest request) =>
        request.Query["session_id"] is [{ Length: > 0 and <= LongestSessionId } known] && known.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? known
            : Guid.NewGuid().ToString();

    private static long? LastSequence(HttpRequest request) =>
        long.TryParse(request.Query["last_sequence"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : null;

    /// <summary>Accepts only to say why not: a browser shows its page no status of a refused handshake, but it shows a close code.</summary>
    private static async Task RefuseAsync(HttpContext context, SocketEnd end)
    {
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        await CloseAsync(webSocket, end, context.RequestAborted);
    }

    private static async Task CloseAsync(WebSocket webSocket, SocketEnd end, CancellationToken cancellationToken)
    {
        try
        {
            await webSocket.CloseOutputAsync(end.Status, end.Description, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // Whoever is not told has left.
        }
    }
}
