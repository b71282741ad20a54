using System.Net.WebSockets;
using System.Text.Json;

namespace FamilyCart.Api.Tests.Faults;

/// <summary>Watches a list, and comes back with its last number at the other instance whenever it loses its socket.</summary>
internal sealed class PersistentWatcher(IReadOnlyList<ApiProcess> instances, int listId, string token)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly List<long> _seen = [];

    /// <summary>The numbers in the order in which they came.</summary>
    internal IReadOnlyList<long> Seen => _seen;

    /// <summary>How many sockets it has lost.</summary>
    internal int Losses { get; private set; }

    /// <summary>Watches until it is told of the item of this name.</summary>
    internal async Task WatchAsync(string lastName, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await WatchAsync(instances[attempt % instances.Count], lastName, cancellationToken);
                return;
            }
            catch (WebSocketException)
            {
                Losses++;
                await Task.Delay(_pause, cancellationToken);
            }
        }
    }

    private async Task WatchAsync(ApiProcess instance, string lastName, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        var address = $"ws://{instance.Authority}/api/v1/ws/lists/{listId}?token={token}&last_sequence={_seen.LastOrDefault()}";
        await socket.ConnectAsync(new Uri(address), cancellationToken);
        await ReceiveAsync(socket, cancellationToken);
        while (true)
        {
            var message = await ReceiveAsync(socket, cancellationToken);
            Assert.Equal("item_change", message.GetProperty("type").GetString());
            _seen.Add(message.GetProperty("sequence").GetInt64());
            if (message.GetProperty("item").GetProperty("name").GetString() == lastName)
            {
                return;
            }
        }
    }

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException($"Closed: {socket.CloseStatus}");
            }

            await message.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(message.ToArray()).RootElement;
    }
}
