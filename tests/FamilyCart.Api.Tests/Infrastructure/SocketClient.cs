using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>A client of a list's socket that waits at most 120 s for each message.</summary>
internal sealed class SocketClient : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly ClientWebSocket _socket = new();

    private SocketClient()
    {
    }

    internal string SessionId { get; private set; } = "";

    internal long Sequence { get; private set; }

    internal WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    internal string? CloseReason => _socket.CloseStatusDescription;

    /// <summary>Connects and reads the greeting.</summary>
    internal static async Task<SocketClient> JoinAsync(ApiApplication api, int listId, Person person)
    {
        var client = await ConnectAsync(api, listId, person.Token);
        var greeting = await client.NextAsync();
        Assert.Equal("connection_established", greeting.GetProperty("type").GetString());
        Assert.Equal($"Connected to list {listId}", greeting.GetProperty("message").GetString());
        Assert.True(greeting.GetProperty("timestamp").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        client.SessionId = greeting.GetProperty("session_id").GetString()!;
        client.Sequence = greeting.GetProperty("sequence").GetInt64();
        return client;
    }

    internal static Task<SocketClient> ConnectAsync(ApiApplication api, int listId, string token) =>
        ConnectWithAsync(api, listId, $"token={Uri.EscapeDataString(token)}");

    /// <summary>Connects with query parameters of one's own.</summary>
    internal static async Task<SocketClient> ConnectWithAsync(ApiApplication api, int listId, string query)
    {
        var client = new SocketClient();
        using var limit = new CancellationTokenSource(_limit);
        await client._socket.ConnectAsync(
            new Uri($"ws://{api.Address.Authority}/api/v1/ws/lists/{listId}?{query}"), limit.Token);
        return client;
    }

    internal async Task<JsonElement> NextAsync() =>
        JsonDocument.Parse(await ReceiveAsync() ?? throw new InvalidOperationException($"Closed: {CloseStatus}")).RootElement;

    /// <summary>Reads on until the server closes the socket or cuts the connection.</summary>
    internal async Task UntilClosedAsync()
    {
        try
        {
            while (await ReceiveAsync() is not null)
            {
            }
        }
        catch (WebSocketException)
        {
        }
    }

    /// <summary>Asserts that nothing has been queued for this socket before now.</summary>
    internal async Task ShouldBeSilentAsync()
    {
        await SendAsync("""{"type":"ping"}""");
        Assert.Equal("pong", (await NextAsync()).GetProperty("type").GetString());
    }

    internal async Task SendAsync(string text)
    {
        using var limit = new CancellationTokenSource(_limit);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }

    internal async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", limit.Token);
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            await message.WriteAsync(buffer.AsMemory(0, part.Count), limit.Token);
        }
        while (!part.EndOfMessage);
        return message.ToArray();
    }
}
