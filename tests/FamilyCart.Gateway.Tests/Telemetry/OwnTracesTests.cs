using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Telemetry;

/// <summary>Whoever calls chooses no trace, and can be found by the one that he told of.</summary>
[Collection(AloneCollection.Name)]
public sealed class OwnTracesTests
{
    private const string Chosen = "00000000000000000000000000000001";

    [Fact]
    public async Task Request_WithATraceOfItsOwn_GetsAnotherThatIsLinkedToIt()
    {
        var requests = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = requests.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var slot = await FakeUpstream.StartAsync("slot");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", slot.Address));
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/traced");
        request.Headers.Add("traceparent", $"00-{Chosen}-b7ad6b7169203331-01");
        request.Headers.Add("tracestate", "stranger=1");
        request.Headers.Add("baggage", "stranger=1");
        using var answer = await gateway.Public.SendAsync(request);

        var received = Assert.Single(slot.Requests).Headers;
        await Eventually.TrueAsync(() => Task.FromResult(requests.Any(IsLinked)));
        var own = Assert.Single(requests, IsLinked);
        Assert.NotEqual(Chosen, own.TraceId.ToHexString());
        Assert.StartsWith($"00-{own.TraceId.ToHexString()}-", received["traceparent"], StringComparison.Ordinal);
        Assert.DoesNotContain(received, header => header.Value.Contains("stranger", StringComparison.Ordinal));
        Assert.DoesNotContain(requests, activity => activity.TraceId.ToHexString() == Chosen);

        static bool IsLinked(Activity activity) => activity.Links.Any(link => link.Context.TraceId.ToHexString() == Chosen);
    }
}
