using System.Net;
using System.Text.RegularExpressions;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Telemetry;

[Collection(AloneCollection.Name)]
public sealed class GatewayMetricsTests
{
    private static readonly (string Expected, string Name, string[] Labels)[] s_counted =
    [
        ("2", "familycart_gateway_requests_total", ["route=\"api\"", "slot=\"blue\"", "status=\"2xx\""]),
        ("2", "familycart_gateway_requests_total", ["route=\"api\"", "slot=\"blue\"", "status=\"5xx\""]),
        ("1", "familycart_gateway_requests_total", ["route=\"runners\"", "slot=\"none\"", "status=\"2xx\""]),
        ("1", "familycart_gateway_requests_total", ["route=\"refused\"", "slot=\"none\"", "status=\"4xx\""]),
        ("1", "familycart_gateway_requests_total", ["route=\"page\"", "status=\"2xx\""]),
        ("1", "familycart_gateway_requests_total", ["route=\"page\"", "status=\"4xx\""]),
        ("1", "familycart_gateway_upstream_errors_total", ["upstream=\"api-blue\"", "slot=\"blue\"", "error=\"connect\""]),
        ("1", "familycart_gateway_upstream_health", ["api-blue", "state=\"healthy\""]),
        ("0", "familycart_gateway_upstream_health", ["api-blue", "state=\"unknown\""]),
        ("1", "familycart_gateway_upstream_health", ["api-green", "state=\"unhealthy\""]),
        ("1", "familycart_gateway_slot_active", ["slot=\"blue\""]),
        ("0", "familycart_gateway_slot_active", ["slot=\"green\""]),
    ];

    [Fact]
    public async Task Metrics_AfterSomeRequests_CountThemByRouteSlotAndStatus()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var manager = await FakeUpstream.StartAsync("manager");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address),
            ("Gateway:Slots:green:Address", "http://127.0.0.1:9"),
            ("Gateway:RunnerManager:Address", manager.Address));
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);

        foreach (var path in new[] { "/api/v1/lists", "/api/v1/lists", "/api/broken", "/api/own-503", "/runners/", "/runners/metrics", "/", "/no-page" })
        {
            using var response = await gateway.Public.GetAsync(path);
        }

        // Counted after the answer has left.
        await Eventually.EqualAsync([.. s_counted.Select(series => series.Expected)], async () =>
        {
            var scrape = await gateway.Admin.GetStringAsync("/metrics");
            return [.. s_counted.Select(series => Value(scrape, series.Name, series.Labels) ?? "none")];
        });
    }

    [Fact]
    public async Task Metrics_OfSlots_TellWhichVersionAnswersUsers()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Slots:green:Address", "http://127.0.0.1:9"));

        await Eventually.TrueAsync(async () => Value(
            await gateway.Admin.GetStringAsync("/metrics"), "familycart_gateway_slot_info", "slot=\"blue\"", "version=\"1.2.3-blue\"", "active=\"true\"") == "1");

        var scrape = await gateway.Admin.GetStringAsync("/metrics");
        Assert.Equal("1", Value(scrape, "familycart_gateway_slot_info", "slot=\"green\"", "version=\"unknown\"", "active=\"false\""));
    }

    [Fact]
    public async Task Metrics_ClientGoesAway_BlameNoUpstream()
    {
        await using var slot = await FakeUpstream.StartAsync("slot");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", slot.Address));
        using var impatience = new CancellationTokenSource();

        var request = gateway.Public.GetAsync("/api/slow", impatience.Token);
        await slot.SlowStarted.Task;
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await slot.SlowCanceled.Task.WaitAsync(TimeSpan.FromSeconds(120));

        Assert.DoesNotContain("familycart_gateway_upstream_errors", await gateway.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    // The value of the one series with that name and those parts of its labels.
    private static string? Value(string scrape, string name, params string[] parts)
    {
        var series = Regex.Matches(scrape, $"^{name}\\{{(.*)\\}} ([0-9.]+)", RegexOptions.Multiline)
            .Where(match => parts.All(part => match.Groups[1].Value.Contains(part, StringComparison.Ordinal)))
            .ToList();
        Assert.InRange(series.Count, 0, 1);
        return series.SingleOrDefault()?.Groups[2].Value;
    }
}
