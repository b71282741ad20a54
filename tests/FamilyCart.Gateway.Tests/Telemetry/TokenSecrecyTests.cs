using System.Net;
using System.Net.WebSockets;
using FamilyCart.Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Gateway.Tests.Telemetry;

public sealed class TokenSecrecyTests
{
    private const string Token = "the-token-of-ann";

    [Theory]
    [InlineData("Logging:LogLevel")]
    [InlineData("Logging:FamilyCart.Gateway.Tests.Support.LogLines:LogLevel")]
    public async Task Token_InTheQuery_IsInNoLogAtAnyLevel(string rules)
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address),
            ($"{rules}:Default", "Trace"),
            ($"{rules}:Microsoft", "Trace"),
            ($"{rules}:Microsoft.AspNetCore", "Trace"),
            ($"{rules}:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ($"{rules}:System.Net.Http.HttpClient", "Trace"),
            ($"{rules}:Yarp", "Trace"),
            ($"{rules}:Yarp.ReverseProxy.Forwarder.HttpForwarder", "Trace"));
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);

        using (var socket = new ClientWebSocket())
        {
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.PublicPort}/api/socket?token={Token}"), CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }

        using (await gateway.Public.GetAsync($"/api/broken?token={Token}"))
        {
            await gateway.SendRawAsync($"GET /api/no spaces?token={Token} HTTP/1.1\nHost: localhost");
        }

        await gateway.StopAsync();
        Assert.Contains(blue.Requests, request => request.Target.Contains(Token, StringComparison.Ordinal));
        Assert.Contains(gateway.Log.All, line => line.Level < LogLevel.Information && line.Category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Log.All, line => line.Text.Contains(Token, StringComparison.Ordinal));
    }
}
