using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace FamilyCart.AppHost.Smoke;

/// <summary>A member's WebSocket on one list.</summary>
internal sealed class ListSocket : IAsyncDisposable
{
    private const int LongestMessage = 1 << 16;
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[LongestMessage];

    /// <param name="trusted">The only certificate that is taken; null: what the system trusts.</param>
    public ListSocket(X509Certificate2? trusted = null) => _socket.Options.RemoteCertificateValidationCallback = TrustedCertificate.Check(trusted);

    /// <summary>Connects and waits until the server has confirmed it.</summary>
    public async Task ConnectAsync(Uri gateway, int list, string token, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(gateway)
        {
            Scheme = gateway.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            Path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/ws/lists/{list}"),
            Query = $"token={Uri.EscapeDataString(token)}",
        };
        await _socket.ConnectAsync(address.Uri, cancellationToken);
        await ExpectAsync("connection_established", eventType: null, cancellationToken);
    }

    /// <summary>Waits for a message of that kind; others that come before it are passed over.</summary>
    /// <exception cref="SmokeFailedException">The server closed the connection instead.</exception>
    public async Task ExpectAsync(string type, string? eventType, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            if (Text(message, "type") == type && (eventType is null || Text(message, "event_type") == eventType))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(s_farewell);
        try
        {
            if (_socket.State == WebSocketState.Open)
            {
                await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The other side is gone already.
        }

        _socket.Dispose();
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new SmokeFailedException($"the server closed the WebSocket: {_socket.CloseStatusDescription ?? _socket.CloseStatus.ToString()}");
            }

            if (part.EndOfMessage)
            {
                return JsonSerializer.Deserialize<JsonElement>(_buffer.AsSpan(0, length));
            }

            if (length == LongestMessage)
            {
                throw new SmokeFailedException($"a WebSocket message is longer than {LongestMessage} bytes");
            }
        }
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
