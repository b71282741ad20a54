using System.Net;
using System.Net.WebSockets;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Tests.Tls;

namespace FamilyCart.Gateway.Tests.Routing;

/// <summary>WebSockets of browsers, which are streams of HTTP/2 (extended CONNECT, RFC 8441), to slots, which speak HTTP/1.1.</summary>
public sealed class Http2SocketTests : IAsyncLifetime
{
    private TwoSlots _slots = null!;
    private HttpsGateway _https = null!;

    public async Task InitializeAsync()
    {
        _slots = await TwoSlots.StartAsync();
        _https = await HttpsGateway.StartAsync([.. _slots.Settings, ("Gateway:Https:Redirect", "false"), ("Gateway:Deployments:Drain:Limit", "00:00:01"), ("Gateway:Limits:Sockets", "2")]);
        await _https.Gateway.HealthBecomesAsync(HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        await _https.DisposeAsync();
        await _slots.DisposeAsync();
    }

    [Fact]
    public async Task Socket_OverHttp2_EchoesAndClosesWithTheSlotsCode()
    {
        using var socket = await ConnectAsync();
        await EchoAsync(socket);
        Assert.Equal("GET", Assert.Single(_slots.Blue.Requests).Method);

        await socket.CloseAsync((WebSocketCloseStatus)4001, "done", CancellationToken.None);

        Assert.Equal(((WebSocketCloseStatus)4001, "done"), (socket.CloseStatus!.Value, socket.CloseStatusDescription));
    }

    [Fact]
    public async Task Socket_OverHttp2_CountsAndIsCutWithItsSlot()
    {
        var ann = new Operator(_https.Gateway);
        using var socket = await ConnectAsync();
        await EchoAsync(socket);
        Assert.Equal(1, await SocketsAsync());
        await ann.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await ann.UntilAsync("promoted");
        using var other = await ConnectAsync();
        await EchoAsync(other);
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync());

        await ann.PostAsync("/complete");
        await ann.UntilAsync("idle");

        await Assert.ThrowsAnyAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[10].AsMemory(), CancellationToken.None).AsTask());
        await EchoAsync(other);
        Assert.Equal(0, await SocketsAsync());

        async Task<int> SocketsAsync() => (await ann.StateAsync()).GetProperty("slots")[0].GetProperty("sockets").GetInt32();
    }

    [Theory]
    [InlineData("/api/socket", "https://evil.test")]
    [InlineData("/api/admin/socket", null)]
    [InlineData("/api/%2e%2e/socket", null)]
    [InlineData("/nowhere", null)]
    public async Task Socket_OverHttp2_ThatMayNotBe_ReachesNoSlot(string path, string? origin)
    {
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(path, origin));

        Assert.Empty(_slots.Blue.Requests);
    }

    private async Task<ClientWebSocket> ConnectAsync(string path = "/api/socket", string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, SslOptions = HttpsGateway.Trusting(_https.Forge.Root) }, disposeHandler: false);
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{_https.Port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), invoker, CancellationToken.None);
        return socket;
    }

    private static async Task EchoAsync(ClientWebSocket socket)
    {
        await socket.SendAsync("milk"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        Assert.Equal("milk"u8.ToArray(), buffer[..received.Count]);
    }
}
