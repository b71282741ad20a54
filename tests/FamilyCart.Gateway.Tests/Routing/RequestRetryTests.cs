using System.Net;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Routing;

public sealed class RequestRetryTests
{
    [Theory]
    [InlineData("GET", false, 1)]
    [InlineData("HEAD", false, 1)]
    [InlineData("OPTIONS", false, 1)]
    [InlineData("GET", true, 0)]
    [InlineData("POST", false, 0)]
    [InlineData("PUT", false, 0)]
    [InlineData("DELETE", false, 0)]
    public async Task Request_ThatNeverArrived_IsSentOnceMoreIfItOnlyAsks(string method, bool hasBody, int expected)
    {
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", $"http://127.0.0.1:{FreePort.Next()}"), ("Gateway:Probe:Interval", "00:01:00"), ("Gateway:Upstream:CutoffFailures", "100"));
        using var counted = new Counted(gateway);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/lists") { Content = hasBody ? new StringContent("milk") : null };

        using var answer = await gateway.Public.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(expected, counted.Of("upstream.retries", "api-blue"));
        Assert.Equal(1, counted.Of("upstream.errors"));
    }

    [Fact]
    public async Task Request_ThatArrivedAndWasBrokenOff_IsNotSentAgain()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address));
        using var counted = new Counted(gateway);

        using var answer = await gateway.Public.GetAsync("/api/broken");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Single(blue.Requests);
        Assert.Equal(0, counted.Of("upstream.retries"));
    }

    // A switch comes while the request finds out that its slot is gone.
    [Fact]
    public async Task Request_ThatNeverArrived_GoesToTheSlotOfAfterASwitch()
    {
        await using var green = await FakeUpstream.StartAsync("green");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", $"http://127.0.0.1:{FreePort.Next()}"), ("Gateway:Slots:green:Address", green.Address), ("Gateway:Probe:Interval", "00:01:00"));
        using var counted = new Counted(gateway);
        using var listener = new SwitchAtTheRetry(gateway.Services.GetRequiredService<TrafficDirector>(), gateway, TrafficSplit.All(Slot.Green));

        Assert.Equal("green GET /api/v1/lists", await gateway.Public.GetStringAsync("/api/v1/lists"));
        Assert.Equal(1, counted.Of("upstream.retries", "api-blue"));
    }

    // During a canary a client without a name is given one, and both attempts are for the same client.
    [Fact]
    public async Task Request_ThatNeverArrivedDuringACanary_GetsOneCookie()
    {
        await using var green = await FakeUpstream.StartAsync("green");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", $"http://127.0.0.1:{FreePort.Next()}"), ("Gateway:Slots:green:Address", green.Address), ("Gateway:Probe:Interval", "00:01:00"));
        using var counted = new Counted(gateway);
        var director = gateway.Services.GetRequiredService<TrafficDirector>();
        director.Split = new TrafficSplit(Slot.Blue, Slot.Green, 0, 1);
        using var listener = new SwitchAtTheRetry(director, gateway, new TrafficSplit(Slot.Green, Slot.Blue, 0, 1));

        using var answer = await gateway.Public.GetAsync("/api/v1/lists");

        Assert.Equal("green GET /api/v1/lists", await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, counted.Of("upstream.retries", "api-blue"));
        Assert.StartsWith("fc_slot=", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    /// <summary>Hears of the retry before it happens.</summary>
    private sealed class SwitchAtTheRetry : IDisposable
    {
        private readonly System.Diagnostics.Metrics.MeterListener _listener = new();

        public SwitchAtTheRetry(TrafficDirector director, RunningGateway gateway, TrafficSplit next)
        {
            var factory = gateway.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name == "familycart.gateway.upstream.retries")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, _, _) => director.Split = next);
            _listener.Start();
        }

        public void Dispose() => _listener.Dispose();
    }
}
