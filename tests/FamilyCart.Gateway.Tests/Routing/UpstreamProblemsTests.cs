using System.Net;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.Gateway.Tests.Routing;

public sealed class UpstreamProblemsTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Api_SlotRefusesConnections_Is502UntilProbedThen503()
    {
        var nobody = FreePort.Next();

        // The second probe comes after the test: until then the slot is only not known to be well.
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", $"http://127.0.0.1:{nobody}"), ("Gateway:Probe:Interval", "00:01:00"));
        await using var knowing = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", $"http://127.0.0.1:{nobody}"));

        using var early = await gateway.Public.GetAsync("/api/v1/lists");
        await Eventually.TrueAsync(async () =>
            (await knowing.Public.GetAsync("/api/v1/lists")).StatusCode == HttpStatusCode.ServiceUnavailable);
        using var late = await knowing.Public.GetAsync("/api/v1/lists");

        AssertSilent(await Problem.AssertAsync(502, early), nobody);
        AssertSilent(await Problem.AssertAsync(503, late), nobody);
        Assert.Equal(TimeSpan.FromSeconds(5), late.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Api_SlotBreaksOff_Is502Problem()
    {
        using var response = await fixture.Gateway.Public.GetAsync("/api/broken");

        AssertSilent(await Problem.AssertAsync(502, response), new Uri(fixture.Blue.Address).Port);
    }

    [Fact]
    public async Task Api_SlotDoesNotAnswerInTime_Is504ProblemAndTheSlotIsTold()
    {
        await using var slow = await FakeUpstream.StartAsync("slow");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", slow.Address), ("Gateway:Upstream:ActivityTimeout", "00:00:01"));

        using var response = await gateway.Public.GetAsync("/api/slow");

        AssertSilent(await Problem.AssertAsync(504, response), new Uri(slow.Address).Port);
        await slow.SlowCanceled.Task.WaitAsync(TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task Api_SlotAnswers503Itself_PassesUnchanged()
    {
        using var response = await fixture.Gateway.Public.GetAsync("/api/own-503");
        using var empty = await fixture.Gateway.Public.GetAsync("/api/empty-503");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("the upstream's own words", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, empty.StatusCode);
        Assert.Empty(await empty.Content.ReadAsStringAsync());
    }

    private static void AssertSilent(string problem, int port)
    {
        Assert.DoesNotContain($":{port}", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("blue", problem, StringComparison.Ordinal);
    }
}
