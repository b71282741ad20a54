using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace ExporterBench;

// A web service on Kestrel with as many series as a busy one has: counters, gauges and histograms with three labels each.
internal sealed class Service : IAsyncDisposable
{
    private const int LinesOfAHistogram = 17;

    private readonly WebApplication _app;
    private readonly Meter _meter;
    private readonly HttpClient _client;

    private Service(WebApplication app, Meter meter)
    {
        _app = app;
        _meter = meter;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static async Task<Service> StartAsync(int series)
    {
        var meter = new Meter($"ExporterBench.{series}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(meter.Name)
            .AddView(static _ => new MetricStreamConfiguration { CardinalityLimit = 4096 })
            .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0));
        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();
        Fill(meter, series);
        return new Service(app, meter);
    }

    public async Task<int> SeriesAsync() =>
        (await _client.GetStringAsync("/metrics")).Split('\n').Count(line => line.Length > 0 && !line.StartsWith('#') && !line.StartsWith("target_info", StringComparison.Ordinal));

    public async Task<int> ScrapeAsync() => (await _client.GetByteArrayAsync("/metrics")).Length;

    // Without the server, on this thread, where the runtime counts.
    public long AllocatedByOneScrape()
    {
        var endpoint = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single().RequestDelegate!;
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var context = new DefaultHttpContext { Response = { Body = Stream.Null } };
            var before = GC.GetAllocatedBytesForCurrentThread();
            var answer = endpoint(context);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            if (!answer.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("The scrape went on another thread.");
            }
        }

        return least;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _meter.Dispose();
        await _app.DisposeAsync();
    }

    private static void Fill(Meter meter, int series)
    {
        var histogram = meter.CreateHistogram(
            "http.server.request.duration",
            "s",
            "Duration of HTTP server requests.",
            [],
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });
        var histograms = series / 2 / LinesOfAHistogram;
        for (var index = 0; index < histograms; index++)
        {
            histogram.Record(index / 100.0, Tags(index));
        }

        var counter = meter.CreateCounter<long>("jobs", "{job}", "Jobs done.");
        var gauge = meter.CreateGauge<double>("heat", "Cel", "Heat.");
        for (var index = 0; index < series - (histograms * LinesOfAHistogram); index++)
        {
            if (index % 2 == 0)
            {
                counter.Add(index, Tags(index));
            }
            else
            {
                gauge.Record(index / 3.0, Tags(index));
            }
        }
    }

    private static KeyValuePair<string, object?>[] Tags(int index) =>
        [new("http.route", $"/api/lists/{index}"), new("http.request.method", "GET"), new("http.response.status_code", 200)];
}
