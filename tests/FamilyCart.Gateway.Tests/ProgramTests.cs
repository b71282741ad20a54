using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.Gateway.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task Program_RunAndAskedForHealth_FollowsTheActiveSlotAtTheAdminDoor()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        var (publicPort, adminPort) = (FreePort.Next(), FreePort.Next());
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{publicPort}",
            ["Gateway__Admin__Url"] = $"http://localhost:{adminPort}",
            ["Gateway__Slots__blue__Address"] = blue.Address,
            ["Gateway__Probe__Interval"] = "00:00:00.1",
            ["Gateway__Hosts"] = "127.0.0.1",
        };
        await using var gateway = await ServiceProcess.StartAsync(typeof(GatewayExtensions).Assembly, environment);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{publicPort}") };
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health")).IsSuccessStatusCode);

        Assert.Equal("blue GET /api/v1/lists", await client.GetStringAsync("/api/v1/lists"));
        var (healthy, detail) = await AskAsync();
        Assert.Equal(0, healthy);
        Assert.Contains("api-blue", detail, StringComparison.Ordinal);

        blue.IsHealthy = false;
        await Eventually.TrueAsync(async () => !(await client.GetAsync("/health")).IsSuccessStatusCode);
        await Eventually.TrueAsync(async () => (await AskAsync()).ExitCode == 1);

        Task<(int ExitCode, string Output)> AskAsync() =>
            ServiceProcess.RunAsync(typeof(GatewayExtensions).Assembly, ["health"], environment);
    }

    [Fact]
    public async Task Program_FaultyConfiguration_EndsWithCode2AndEveryFault()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Gateway__Slots__blue__Address"] = "nowhere",
            ["Gateway__ActiveSlot"] = "red",
            ["Shutdown__Timeout"] = "later",
        };

        var (exitCode, output) = await ServiceProcess.RunAsync(typeof(GatewayExtensions).Assembly, [], environment);

        Assert.Equal(2, exitCode);
        Assert.Contains("Gateway:Slots:blue:Address is 'nowhere'", output, StringComparison.Ordinal);
        Assert.Contains("Gateway:ActiveSlot is 'red'", output, StringComparison.Ordinal);
        Assert.Contains("Gateway:Hosts is missing; name the hosts", output, StringComparison.Ordinal);
        Assert.Contains("Shutdown:Timeout is 'later'", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
