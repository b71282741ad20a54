using System.Net.WebSockets;
using System.Text.Json;
using FamilyCart.Api.Json;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Sockets;

/// <summary>`/ws/lists/{id}?token=TOKEN`: the changes of one list as they happen.</summary>
internal sealed class SocketsApi(
    TokenStore tokens,
    ListStore lists,
    SocketHub hub,
    SocketSettings settings,
    IHostApplicationLifetime application,
    ApiMetrics metrics,
    TimeProvider time)
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
        // number, and what is committed in between waits in its queue.
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        var socket = new ListSocket(webSocket, caller.TokenHash, settings.QueueLimit, time);
        hub.Join(listId, socket);
        try
        {
            if (await lists.FindSequenceAsync(listId, caller.Id, context.RequestAborted) is not { } sequence)
            {
                socket.End(SocketEnd.Forbidden);
                metrics.Forbidden();
                await CloseAsync(webSocket, SocketEnd.Forbidden, context.RequestAborted);
                return;
            }

            await RunAsync(socket, Greet(listId, socket.SessionId, sequence), context.RequestAborted);
        }
        finally
        {
            hub.Leave(listId, socket);
        }
    }

    private async Task RunAsync(ListSocket socket, byte[] greeting, CancellationToken cancellationToken)
    {
        using var stopping = application.ApplicationStopping.Register(() => socket.End(SocketEnd.Stopping));
        metrics.SocketOpened();
        var end = await socket.RunAsync(greeting, cancellationToken);
        metrics.SocketClosed(end.Reason);
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
