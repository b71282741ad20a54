using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

// What one scrape allocates must not depend on how many series it writes.
public sealed class AllocationTests
{
    [Theory]
    [InlineData(Scraper.TextFormat)]
    [InlineData(Scraper.OpenMetricsFormat)]
    public async Task Scrape_OfManySeries_AllocatesNoMoreThanOfFew(string accept)
    {
        var few = await AllocatedByOneScrapeAsync(20, accept);
        var many = await AllocatedByOneScrapeAsync(1500, accept);

        // The runtime rounds what it counts up to an allocation context; one byte a series would be more than this.
        Assert.InRange(many - few, -1024, 1024);
    }

    private static async Task<long> AllocatedByOneScrapeAsync(int series, string accept)
    {
        using var meter = new Meter($"Tests.{Guid.NewGuid():N}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(meter.Name)
            .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0));
        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();

        Measure(meter, series);
        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single().RequestDelegate!;
        Allocated(endpoint, accept);
        Allocated(endpoint, accept);
        return Allocated(endpoint, accept);
    }

    private static void Measure(Meter meter, int series)
    {
        var counter = meter.CreateCounter<long>("requests", "{request}", "Requests.");
        var gauge = meter.CreateGauge<double>("temperature", "Cel", "Temperature.");
        for (var index = 0; index < series * 9 / 20; index++)
        {
            KeyValuePair<string, object?>[] tags = [new("http.route", $"/lists/{index}"), new("status", index), new("cached", true), new("share", 0.5)];
            counter.Add(index, tags);
            gauge.Record(index / 3.0, tags);
        }

        var histogram = meter.CreateHistogram<double>("duration", "s", "Duration.");
        for (var index = 0; index < series / 180; index++)
        {
            histogram.Record(index, new KeyValuePair<string, object?>("route", $"/{index}"));
        }
    }

    private static long Allocated(RequestDelegate endpoint, string accept)
    {
        var context = new DefaultHttpContext { Request = { Headers = { Accept = accept } }, Response = { Body = Stream.Null } };
        var before = GC.GetAllocatedBytesForCurrentThread();

        // Nothing else collects, so the scrape runs to its end on this thread.
        var answer = endpoint(context);
        var after = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
        return after - before;
    }
}
