using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.Gateway.Tests.Routing;

public sealed class WebSocketTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Socket_ThroughTheGateway_EchoesAndClosesWithTheSlotsCode()
    {
        using var socket = await ConnectAsync(fixture.Gateway, "/api/socket");

        Assert.Equal("milk", await EchoAsync(socket, "milk"));
        Assert.Equal(new string('x', 4000), await EchoAsync(socket, new string('x', 4000)));
        await socket.CloseAsync((WebSocketCloseStatus)4001, "done", CancellationToken.None);

        Assert.Equal((WebSocketCloseStatus)4001, socket.CloseStatus);
        Assert.Equal("done", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task Socket_SilentButKeptAliveByTheSlot_OutlivesTheActivityTimeout()
    {
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", fixture.Blue.Address), ("Gateway:Upstream:ActivityTimeout", "00:00:10"));
        using var lively = await ConnectAsync(gateway, "/api/lively-socket");
        using var silent = await ConnectAsync(gateway, "/api/socket");

        // The end of the silent one says that the timeout has passed for the lively one as well.
        await Assert.ThrowsAsync<WebSocketException>(() => silent.ReceiveAsync(new byte[16].AsMemory(), CancellationToken.None).AsTask());

        Assert.Equal("still here", await EchoAsync(lively, "still here"));
    }

    [Fact]
    public async Task Socket_SlotIsDown_HandshakeFailsWith502()
    {
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", $"http://127.0.0.1:{FreePort.Next()}"), ("Gateway:Probe:Interval", "00:01:00"));
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.PublicPort}/api/socket"), CancellationToken.None));

        Assert.Equal(HttpStatusCode.BadGateway, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Socket_GatewayStops_IsEndedAfterTheGraceAndDoesNotHoldTheStop()
    {
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", fixture.Blue.Address));
        using var socket = await ConnectAsync(gateway, "/api/socket");
        Assert.Equal("milk", await EchoAsync(socket, "milk"));
        var stopped = Stopwatch.StartNew();

        await gateway.StopAsync();

        Assert.InRange(stopped.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[16].AsMemory(), CancellationToken.None).AsTask());
    }

    private static async Task<ClientWebSocket> ConnectAsync(RunningGateway gateway, string path)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.PublicPort}{path}"), CancellationToken.None);
        return socket;
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[8192];
        var length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += received.Count;
        }
        while (!received.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
