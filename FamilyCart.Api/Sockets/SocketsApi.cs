using System.Net.WebSockets;
using System.Text.Json;
using FamilyCart.Api.Json;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Sockets;

/// <summary>`/ws/lists/{id}?token=TOKEN`: the changes of one list as they happen.</summary>
internal sealed partial class SocketsApi(
    TokenStore tokens,
    SocketStore store,
    SocketHub hub,
    SocketSettings settings,
    IHostApplicationLifetime application,
    ApiMetrics metrics,
    TimeProvider time,
    ILogger<SocketsApi> logger)
{
    internal async Task ConnectAsync(int listId, string? token, HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await FailureProblems.WriteAsync(context, Failure.WebSocketExpected);
            return;
        }

        var caller = await tokens.FindCallerAsync(token, context.RequestAborted);
        if (caller is not { Account.IsVerified: true })
        {
            await RefuseAsync(context, SocketEnd.Unauthorized);
            return;
        }

        // Accepted only for members, told before the first message what they have: a socket joins before it reads the list's
        // number, and what is committed in between waits in its queue. The token is read once more, since a log-out that came
        // before the socket joined could not end it.
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        var socket = new ListSocket(webSocket, caller.LoginId, settings.QueueLimit, time);
        hub.Join(listId, socket);
        try
        {
            var entry = await EnterAsync(listId, caller.TokenHash, context.RequestAborted);
            if (entry.Refusal is { } refusal)
            {
                await TurnAwayAsync(webSocket, refusal, context.RequestAborted);
                return;
            }

            await RunAsync(socket, Greet(listId, socket.SessionId, entry.Sequence), entry.Sequence, context.RequestAborted);
        }
        finally
        {
            hub.Leave(listId, socket);
        }
    }

    /// <summary>The handshake is answered: a fault can only be told by a close code.</summary>
    private async Task<SocketEntry> EnterAsync(int listId, byte[] tokenHash, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindEntryAsync(listId, tokenHash, cancellationToken);
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

    private async Task RunAsync(ListSocket socket, byte[] greeting, long sequence, CancellationToken cancellationToken)
    {
        using var stopping = application.ApplicationStopping.Register(() => socket.End(SocketEnd.Stopping));
        var end = SocketEnd.Failed;
        metrics.SocketOpened();
        try
        {
            end = await socket.RunAsync(greeting, sequence, cancellationToken);
        }
        finally
        {
            metrics.SocketClosed(end.Reason);
        }
    }

    private byte[] Greet(int listId, string sessionId, long sequence) => JsonSerializer.SerializeToUtf8Bytes(
        new ConnectedMessage("connection_established", $"Connected to list {listId}", sessionId, sequence, time.GetUtcNow()),
        ApiJsonContext.Readable.ConnectedMessage);

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
