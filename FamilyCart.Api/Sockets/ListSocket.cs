using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Sockets;

/// <summary>
/// One client that watches one list. Whoever has news for it only puts them into a bounded queue; a client that lets the queue
/// fill up is cut off and holds up nobody.
/// </summary>
internal sealed class ListSocket(WebSocket webSocket, Guid loginId, int queueLimit, TimeProvider time)
{
    private const int LongestClientMessage = 1024;

    private static readonly TimeSpan _goodbyeLimit = TimeSpan.FromSeconds(2);

    private readonly Channel<SocketMessage> _queue = Channel.CreateBounded<SocketMessage>(
        new BoundedChannelOptions(queueLimit) { SingleReader = true });

    private SocketEnd? _end;

    /// <summary>Names this socket to its client, who names it in the header x-session-id.</summary>
    internal string SessionId { get; } = Guid.NewGuid().ToString();

    internal Guid LoginId => loginId;

    /// <summary>Queues a message; false when the queue is full or the socket has ended: then <see cref="CutOff"/> it.</summary>
    internal bool TryEnqueue(SocketMessage message) => _queue.Writer.TryWrite(message);

    /// <summary>Ends a socket whose client does not read. Others' code may run in here: hold no lock.</summary>
    internal void CutOff()
    {
        if (End(SocketEnd.TooSlow))
        {
            // A close frame would wait behind what the client does not read.
            webSocket.Abort();
        }
    }

    /// <summary>Ends the socket after what is queued has been sent; false when it is ending already.</summary>
    internal bool End(SocketEnd end)
    {
        var first = Interlocked.CompareExchange(ref _end, end, null) is null;
        _queue.Writer.TryComplete();
        return first;
    }

    /// <summary>Sends the greeting, then whatever is queued, and answers pings, until either side ends it. Returns why it ended.</summary>
    /// <param name="greeting">The first message, which carries the list's latest number.</param>
    /// <param name="sequence">That number: changes up to it are not told again, whenever they arrive.</param>
    /// <param name="cancellationToken">Cuts the connection.</param>
    internal async Task<SocketEnd> RunAsync(ReadOnlyMemory<byte> greeting, long sequence, CancellationToken cancellationToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = ReceiveAsync(life.Token);
        try
        {
            await SendAsync(greeting, sequence, life.Token);
            life.CancelAfter(_goodbyeLimit);
            await webSocket.CloseOutputAsync(_end!.Status, _end.Description, life.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            End(SocketEnd.ConnectionLost);
            await life.CancelAsync();
        }

        await receiving;
        return _end!;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> greeting, long sequence, CancellationToken cancellationToken)
    {
        await webSocket.SendAsync(greeting, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        await foreach (var message in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (message.Sequence is { } number && number <= sequence)
            {
                continue;
            }

            await webSocket.SendAsync(message.Bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestClientMessage];
        var length = 0;
        try
        {
            while (true)
            {
                var part = await webSocket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    End(SocketEnd.ClosedByClient);
                    return;
                }

                if (part.EndOfMessage)
                {
                    Answer(buffer.AsSpan(0, length));
                    length = 0;
                }
                else if (length == buffer.Length)
                {
                    End(SocketEnd.MessageTooBig);
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            End(SocketEnd.ConnectionLost);
        }
    }

    private void Answer(ReadOnlySpan<byte> text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, ApiJsonContext.Readable.ClientMessage) is { Type: "ping" })
            {
                var pong = new PongMessage("pong", time.GetUtcNow());
                if (!TryEnqueue(new SocketMessage(JsonSerializer.SerializeToUtf8Bytes(pong, ApiJsonContext.Readable.PongMessage))))
                {
                    CutOff();
                }
            }
        }
        catch (JsonException)
        {
            // Clients have only pings to say; whatever this was, it asks for nothing.
        }
    }
}
