using System.Net.WebSockets;
using System.Text.Json;

namespace ApiBench;

/// <summary>A socket that watches one list.</summary>
internal sealed class ListWatcher : IAsyncDisposable
{
    private static readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { UseProxy = false });
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[4096];
    private Task _reading = Task.CompletedTask;

    private ListWatcher()
    {
    }

    /// <summary>Connects and reads the greeting; then hears every change with its number in the list.</summary>
    internal static async Task<ListWatcher> ConnectAsync(
        Uri api, int listId, string token, Action<long>? heard, CancellationToken cancellationToken)
    {
        var watcher = new ListWatcher();
        watcher._socket.Options.SetBuffer(1024, 1024);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        try
        {
            await watcher._socket.ConnectAsync(
                new Uri($"ws://{api.Authority}/api/v1/ws/lists/{listId}?token={Uri.EscapeDataString(token)}"), _invoker, limit.Token);
            var greeting = await watcher.ReceiveAsync(limit.Token);
            if (greeting?.Type != "connection_established")
            {
                throw new InvalidOperationException($"A socket was greeted with {greeting?.Type ?? "its end"}.");
            }

            watcher._reading = watcher.ReadAsync(heard, cancellationToken);
            return watcher;
        }
        catch
        {
            watcher._socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the server has not ended the socket.</summary>
    internal bool IsOpen => !_reading.IsCompleted;

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(_limit);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            await _reading.WaitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // It has ended already.
        }

        _socket.Dispose();
    }

    private async Task ReadAsync(Action<long>? heard, CancellationToken cancellationToken)
    {
        while (await ReceiveAsync(cancellationToken) is { } message)
        {
            if (message.Sequence is { } sequence)
            {
                heard?.Invoke(sequence);
            }
        }
    }

    private async Task<(string? Type, long? Sequence)?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return Read(_buffer.AsMemory(0, length));
            }

            if (length == _buffer.Length)
            {
                throw new InvalidOperationException($"A message has more than {_buffer.Length} bytes.");
            }
        }
    }

    private static (string? Type, long? Sequence) Read(ReadOnlyMemory<byte> message)
    {
        using var json = JsonDocument.Parse(message);
        return (
            json.RootElement.GetProperty("type").GetString(),
            json.RootElement.TryGetProperty("sequence", out var sequence) ? sequence.GetInt64() : null);
    }
}
