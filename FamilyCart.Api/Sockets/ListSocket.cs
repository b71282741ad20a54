using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Sockets;

/// <summary>
/// One client that watches one list. Whoever has news for it only puts them into a bounded queue; a client that lets the queue
/// fill up is cut off and holds up nobody: it comes back and asks for what it has missed.
/// </summary>
internal sealed class ListSocket(WebSocket webSocket, Watcher watcher, string sessionId, int queueLimit, TimeProvider time) : IDisposable
{
    private const int LongestClientMessage = 1024;

    private static readonly TimeSpan _goodbyeLimit = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _life = new(Timeout.InfiniteTimeSpan, time);

    private readonly Channel<SocketMessage> _queue = Channel.CreateBounded<SocketMessage>(
        new BoundedChannelOptions(queueLimit) { SingleReader = true });

    private SocketEnd? _end;
    private long _lastHeardTicks = time.GetUtcNow().UtcTicks;

    /// <summary>Names this socket to its client, who names it in the header x-session-id.</summary>
    internal string SessionId => sessionId;

    internal Watcher Watcher => watcher;

    /// <summary>When the client last said something.</summary>
    internal DateTimeOffset LastHeard => new(Interlocked.Read(ref _lastHeardTicks), TimeSpan.Zero);

    /// <summary>Queues a message; false when the queue is full or the socket has ended: then <see cref="CutOff"/> it.</summary>
    internal bool TryEnqueue(SocketMessage message) => _queue.Writer.TryWrite(message);

    /// <summary>Ends a socket whose client does not read, without what is queued. It is told why if it reads again soon.</summary>
    internal void CutOff() => End(SocketEnd.TooSlow);

    /// <summary>Ends the socket after what is queued has been sent; false when it is ending already.</summary>
    internal bool End(SocketEnd end)
    {
        var first = Interlocked.CompareExchange(ref _end, end, null) is null;
        _queue.Writer.TryComplete();
        if (first && end != SocketEnd.ClosedByClient && end != SocketEnd.ConnectionLost)
        {
            try
            {
                // Whoever does not read by then is not told why.
                _life.CancelAfter(_goodbyeLimit);
            }
            catch (ObjectDisposedException)
            {
                // It has gone by itself meanwhile.
            }
        }

        return first;
    }

    /// <summary>
    /// Sends what comes first, then whatever is queued, and answers pings, until either side ends it. Returns why it ended.
    /// </summary>
    /// <param name="first">The greeting, and what the client missed.</param>
    /// <param name="sequence">The list's number that these lead up to: changes up to it are not told again, whenever they arrive.</param>
    /// <param name="cancellationToken">Cuts the connection.</param>
    internal async Task<SocketEnd> RunAsync(IAsyncEnumerable<byte[]> first, long sequence, CancellationToken cancellationToken)
    {
        await using var cut = cancellationToken.Register(_life.Cancel);
        var receiving = ReceiveAsync(_life.Token);
        try
        {
            await SendAsync(first, sequence, _life.Token);
            _life.CancelAfter(_goodbyeLimit);
            await webSocket.CloseOutputAsync(_end!.Status, _end.Description, _life.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            End(SocketEnd.ConnectionLost);
            await _life.CancelAsync();
        }

        await receiving;
        return _end!;
    }

    public void Dispose() => _life.Dispose();

    private async Task SendAsync(IAsyncEnumerable<byte[]> first, long sequence, CancellationToken cancellationToken)
    {
        await foreach (var message in first.WithCancellation(cancellationToken))
        {
            await webSocket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }

        await foreach (var message in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (_end == SocketEnd.TooSlow)
            {
                return;
            }

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
                Interlocked.Exchange(ref _lastHeardTicks, time.GetUtcNow().UtcTicks);
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
