using System.Net;
using System.Text.Json;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Upstreams;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_ActiveSlotFallsIllAndRecovers_FollowsIt()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address));

        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        Assert.Equal("""{"status":"healthy"}""", await gateway.Public.GetStringAsync("/health"));

        blue.IsHealthy = false;
        await gateway.HealthBecomesAsync(HttpStatusCode.ServiceUnavailable);
        using var ill = await gateway.Public.GetAsync("/health");
        Assert.Equal("""{"status":"unhealthy"}""", await ill.Content.ReadAsStringAsync());
        await Problem.AssertAsync(503, await gateway.Public.GetAsync("/api/v1/lists"));

        blue.IsHealthy = true;
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        Assert.Equal("blue GET /api/v1/lists", await gateway.Public.GetStringAsync("/api/v1/lists"));

        var told = gateway.Log.All.Where(line => line.Category.EndsWith("UpstreamProber", StringComparison.Ordinal)).Select(line => line.Text);
        Assert.Equal(
            [
                "Upstream api-blue is healthy.",
                "Upstream api-blue is unhealthy: 1 probes in a row failed, the last one was NotOk.",
                "Upstream api-blue is healthy.",
            ],
            told);
    }

    [Fact]
    public async Task Health_NoSlotConfigured_Is503()
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.Public.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.Admin.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Health_SlotNotYetProbed_Is503WhileRequestsPass()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        blue.HoldProbes();
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.Public.GetAsync("/health")).StatusCode);
        Assert.Equal("blue GET /api/v1/lists", await gateway.Public.GetStringAsync("/api/v1/lists"));
        Assert.Contains("api-blue (not probed yet)", await ReadAsync(gateway, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_ProbesHang_IsUnhealthyAfterTheirTimeout()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        blue.HoldProbes();
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Probe:Timeout", "00:00:00.1"), ("Gateway:Probe:Failures", "1"));

        await Eventually.TrueAsync(() => gateway.Log.All.Any(line =>
            line.Text == "Upstream api-blue is unhealthy: 1 probes in a row failed, the last one was TimedOut."));

        await Problem.AssertAsync(503, await gateway.Public.GetAsync("/api/v1/lists"));
    }

    [Fact]
    public async Task Health_IdleSlotAndManagerIll_ServesUsersAndTellsTheOperator()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var green = await FakeUpstream.StartAsync("green");
        await using var manager = await FakeUpstream.StartAsync("manager");
        green.IsHealthy = false;
        await manager.StopAsync();
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address),
            ("Gateway:Slots:green:Address", green.Address),
            ("Gateway:RunnerManager:Address", manager.StoppedAddress),
            ("Health:CacheDuration", "00:00:00"));

        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () =>
            (await gateway.Admin.GetStringAsync("/health")).Contains("api-green (NotOk), runner-manager (Unreachable)", StringComparison.Ordinal));

        await Problem.AssertAsync(503, await gateway.Public.GetAsync("/runners/"));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Public.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Health_OnlyIdleSlotIsWell_Is503()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var green = await FakeUpstream.StartAsync("green");
        blue.IsHealthy = false;
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Slots:green:Address", green.Address));

        await Eventually.TrueAsync(() => gateway.Log.All.Count(line =>
            line.Text is "Upstream api-green is healthy." || line.Text.StartsWith("Upstream api-blue is unhealthy", StringComparison.Ordinal)) == 2);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.Public.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Health_GatewayStops_Is503BeforeTheDoorCloses()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address), ("Shutdown:ReadinessDelay", "00:00:30"), ("Health:CacheDuration", "00:00:00"));
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);

        using var enough = new CancellationTokenSource();
        var stop = gateway.StopAsync(enough.Token);
        await gateway.HealthBecomesAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("blue GET /api/v1/lists", await gateway.Public.GetStringAsync("/api/v1/lists"));

        await enough.CancelAsync();
        await stop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private static async Task<string> ReadAsync(RunningGateway gateway, HttpStatusCode status)
    {
        using var response = await gateway.Admin.GetAsync("/health");
        Assert.Equal(status, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        using var _ = JsonDocument.Parse(text);
        return text;
    }
}
