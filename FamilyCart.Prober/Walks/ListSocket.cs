using System.Net.WebSockets;
using System.Text.Json;

namespace FamilyCart.Prober.Walks;

/// <summary>A socket on one list.</summary>
internal sealed class ListSocket : IDisposable
{
    private const int LongestMessage = 1 << 16;

    private readonly ClientWebSocket _socket = new() { Options = { CollectHttpResponseDetails = true } };
    private readonly byte[] _buffer = new byte[LongestMessage];

    /// <summary>Connects and waits until the server has confirmed it.</summary>
    public async Task<Answer> OpenAsync(Uri address, HttpMessageInvoker door, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.ConnectAsync(address, door, cancellationToken);
        }
        catch (WebSocketException) when (_socket.HttpStatusCode is not 0)
        {
            return new Answer(Answer.FaultOf(_socket.HttpStatusCode), (int)_socket.HttpStatusCode, default);
        }

        return new Answer(await WaitAsync(message => TextOf(message, "type") == "connection_established", cancellationToken), null, default);
    }

    /// <summary>Waits until the item's creation is told; other messages that come before are passed over.</summary>
    public Task<StepFault> SeeAsync(int item, CancellationToken cancellationToken) => WaitAsync(
        message => TextOf(message, "type") == "item_change"
            && TextOf(message, "event_type") == "created"
            && message.TryGetProperty("item", out var told) && told.ValueKind == JsonValueKind.Object
            && told.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number == item,
        cancellationToken);

    public void Dispose() => _socket.Dispose();

    private async Task<StepFault> WaitAsync(Predicate<JsonElement> isWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (fault, message) = await ReceiveAsync(cancellationToken);
            if (fault != StepFault.None || isWanted(message))
            {
                return fault;
            }
        }
    }

    private async Task<(StepFault Fault, JsonElement Message)> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < LongestMessage)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return (StepFault.SocketClosed, default);
            }

            if (part.EndOfMessage)
            {
                return Parse(_buffer.AsSpan(0, length));
            }
        }

        return (StepFault.Malformed, default);
    }

    private static (StepFault Fault, JsonElement Message) Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            var message = JsonElement.Parse(text);
            return message.ValueKind == JsonValueKind.Object ? (StepFault.None, message) : (StepFault.Malformed, default);
        }
        catch (JsonException)
        {
            return (StepFault.Malformed, default);
        }
    }

    private static string? TextOf(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
