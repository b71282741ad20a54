using System.Net;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Upstreams;

public sealed class CutoffTests
{
    // The next probe by the clock comes after the test.
    private static readonly (string, string?) _rareProbes = ("Gateway:Probe:Interval", "00:01:00");

    [Fact]
    public async Task Slot_Killed_IsCutOffBetweenProbesAndComesBackByItself()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Upstream:CutoffFailures", "3"));
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);

        await blue.StopAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(gateway, "/api/v1/lists") == HttpStatusCode.ServiceUnavailable);
        await using var again = await FakeUpstream.StartAsync("again", blue.StoppedAddress);

        await Eventually.TrueAsync(async () => await StatusAsync(gateway, "/api/v1/lists") == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Slot_FailuresInARow_AreCountedAndOpenTheCircuitOnce()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Upstream:CutoffFailures", "3"), _rareProbes);
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        using var counted = new Counted(gateway);
        await blue.StopAsync();

        var statuses = new List<int>();
        for (var request = 0; request < 6; request++)
        {
            using var answer = await gateway.Public.PostAsync("/api/v1/lists", null);
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([502, 502, 502, 503, 503, 503], statuses);
        Assert.Equal(1, counted.Of("upstream.cutoffs", "api-blue"));
        Assert.Equal(0, counted.Of("upstream.retries"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(gateway, "/health"));
        Assert.Contains(gateway.Log.All, line => line.Text == "Upstream api-blue is unhealthy: 3 requests in a row got no answer. It is probed at once.");
    }

    // The slot is well and breaks off certain requests: the probe that follows at once says so, long before the next by the clock.
    [Fact]
    public async Task Slot_CutOffThoughWell_IsBackAfterTheProbeThatFollows()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Upstream:CutoffFailures", "3"), _rareProbes);
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        using var counted = new Counted(gateway);
        var fell = gateway.Services.GetRequiredService<UpstreamMarks>().Fell(Upstream.ForSlot(Slot.Blue, new Uri(blue.Address)));

        for (var request = 0; request < 3; request++)
        {
            await StatusAsync(gateway, "/api/broken");
        }

        await fell.WaitAsync(TimeSpan.FromSeconds(120));

        Assert.Equal(1, counted.Of("upstream.cutoffs", "api-blue"));
        await Eventually.TrueAsync(async () => await StatusAsync(gateway, "/api/v1/lists") == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Slot_AnswersBetweenFailures_StaysIn()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Upstream:CutoffFailures", "2"), _rareProbes);
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        using var counted = new Counted(gateway);

        for (var request = 0; request < 6; request++)
        {
            Assert.Equal(HttpStatusCode.BadGateway, await StatusAsync(gateway, "/api/broken"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, "/api/v1/lists"));
        }

        Assert.Equal(0, counted.Of("upstream.cutoffs"));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningGateway gateway, string path)
    {
        using var answer = await gateway.Public.GetAsync(path);
        return answer.StatusCode;
    }
}
