using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace GatewayBench.Sockets;

/// <summary>
/// A client as it should be: it watches a list, and when its socket ends it connects again at once and says which change it heard of last.
/// </summary>
internal sealed class ResumingSocket(HttpMessageInvoker invoker, Uri door, int listId, string token)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _buffer = new byte[4096];
    private long _last = -1;

    internal int ListId => listId;

    /// <summary>The list's number that it has heard of.</summary>
    internal long Last => Volatile.Read(ref _last);

    /// <summary>Changes that it was not told of, by the gaps in their numbers.</summary>
    internal long Lost { get; private set; }

    /// <summary>Changes that it was told of again.</summary>
    internal long Doubled { get; private set; }

    /// <summary>Seconds from the end of a socket to the greeting of the next.</summary>
    internal List<double> Reconnects { get; } = [];

    /// <summary>How the server ended its sockets.</summary>
    internal List<int> Ends { get; } = [];

    /// <summary>What completes with the first greeting.</summary>
    internal Task Greeted => _greeted.Task;

    /// <summary>Watches until it is cancelled.</summary>
    internal async Task WatchAsync(CancellationToken cancellationToken)
    {
        long? ended = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            using var socket = new ClientWebSocket();
            socket.Options.SetBuffer(1024, 1024);
            try
            {
                await ConnectAsync(socket, cancellationToken);
                if (ended is { } since)
                {
                    Reconnects.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
                    ended = null;
                }

                _greeted.TrySetResult();
                while (await ReceiveAsync(socket, cancellationToken) is { } message)
                {
                    Hear(message.Sequence);
                }

                Ends.Add((int)(socket.CloseStatus ?? 0));
                ended = Stopwatch.GetTimestamp();
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            }
            catch (Exception exception) when (exception is WebSocketException or HttpRequestException && !cancellationToken.IsCancellationRequested)
            {
                ended ??= Stopwatch.GetTimestamp();
                await Task.Delay(_pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // It is over.
            }
        }
    }

    private async Task ConnectAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        var resume = _last < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"&last_sequence={_last}");
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/ws/lists/{listId}?token={Uri.EscapeDataString(token)}{resume}");
        await socket.ConnectAsync(new UriBuilder(new Uri(door, path)) { Scheme = door.Scheme == "https" ? "wss" : "ws" }.Uri, invoker, limit.Token);
        var greeting = await ReceiveAsync(socket, limit.Token);
        if (greeting is not { Type: "connection_established", Sequence: { } sequence })
        {
            throw new InvalidOperationException($"A socket was greeted with {greeting?.Type ?? "its end"}.");
        }

        if (_last < 0)
        {
            Volatile.Write(ref _last, sequence);
        }
    }

    private void Hear(long? sequence)
    {
        if (sequence is not { } number)
        {
            return;
        }

        if (number <= _last)
        {
            Doubled++;
            return;
        }

        Lost += number - _last - 1;
        Volatile.Write(ref _last, number);
    }

    private async Task<Message?> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                using var json = JsonDocument.Parse(_buffer.AsMemory(0, length));
                return new Message(
                    json.RootElement.GetProperty("type").GetString()!,
                    json.RootElement.TryGetProperty("sequence", out var sequence) ? sequence.GetInt64() : null);
            }

            if (length == _buffer.Length)
            {
                throw new InvalidOperationException($"A message has more than {_buffer.Length} bytes.");
            }
        }
    }

    private sealed record Message(string Type, long? Sequence);
}
