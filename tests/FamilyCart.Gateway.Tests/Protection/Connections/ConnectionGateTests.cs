using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Protection.Connections;

public sealed class ConnectionGateTests
{
    private const string Ask = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    [Theory]
    [InlineData("ConnectionsPerAddress", "address")]
    [InlineData("Connections", "total")]
    public async Task Connection_OneTooMany_IsClosedUntilAnotherEnds(string setting, string reason)
    {
        await using var gateway = await RunningGateway.StartAsync(($"Gateway:Limits:{setting}", "2"));
        using var counted = new Counted(gateway);
        using var first = await OpenAsync(gateway);
        using (await OpenAsync(gateway))
        {
            Assert.Equal("", await RawClient.AskAsync(gateway.PublicPort, Ask));
            Assert.Equal(HttpStatusCode.OK, (await gateway.Admin.GetAsync("/alive")).StatusCode);
        }

        await Eventually.TrueAsync(async () =>
        {
            using var next = await RawClient.ConnectAsync(gateway.PublicPort);
            return await next.SendAsync(Ask) && (await next.ReadUntilAsync(text => text.Contains("</html>", StringComparison.Ordinal))).Contains("</html>", StringComparison.Ordinal);
        });
        Assert.InRange(counted.Of("connections.rejected", reason), 1, long.MaxValue);
        Assert.Equal(counted.Of("connections.rejected"), counted.Of("connections.rejected", reason));
    }

    [Fact]
    public async Task Connection_OfAKnownProxy_CountsInTotalOnly()
    {
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Limits:ConnectionsPerAddress", "1"), ("Gateway:KnownProxies", "127.0.0.1"));

        using var first = await OpenAsync(gateway);
        using var second = await OpenAsync(gateway);
    }

    [Fact]
    public async Task Socket_OneTooMany_Is503UntilAnotherEnds()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Limits:Sockets", "1"));
        using var counted = new Counted(gateway);
        using (await OpenSocketAsync("101"))
        {
            using var refused = await OpenSocketAsync("503");
            Assert.Equal(1, counted.Of("refused", "sockets"));
            Assert.Equal("blue GET /api/v1/lists", await gateway.Public.GetStringAsync("/api/v1/lists"));
        }

        await Eventually.TrueAsync(async () =>
        {
            using var client = await RawClient.ConnectAsync(gateway.PublicPort);
            return await AskAsync(client) == "101";
        });

        async Task<RawClient> OpenSocketAsync(string status)
        {
            var client = await RawClient.ConnectAsync(gateway.PublicPort);
            Assert.Equal(status, await AskAsync(client));
            return client;
        }

        static async Task<string> AskAsync(RawClient client)
        {
            await client.SendAsync(
                "GET /api/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            return (await client.ReadUntilAsync(text => text.Contains("\r\n\r\n", StringComparison.Ordinal))).Split(' ')[1];
        }
    }

    private static async Task<RawClient> OpenAsync(RunningGateway gateway)
    {
        var client = await RawClient.ConnectAsync(gateway.PublicPort);
        await client.SendAsync(Ask);
        Assert.Contains("</html>", await client.ReadUntilAsync(text => text.Contains("</html>", StringComparison.Ordinal)), StringComparison.Ordinal);
        return client;
    }
}
