using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed class ScrapeTests
{
    [Fact]
    public async Task Scrape_WithinTheCacheDuration_CollectsOnce()
    {
        await using var scraper = await Scraper.StartAsync();
        var collected = 0;
        scraper.Meter.CreateObservableCounter("v", () => (long)++collected);

        await scraper.ScrapeAsync();
        using var cached = await scraper.SendAsync(Scraper.TextFormat);
        scraper.Time.Advance(TimeSpan.FromMilliseconds(299));
        using var stillCached = await scraper.SendAsync(Scraper.TextFormat);
        Assert.Equal(1, collected);

        scraper.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var fresh = await scraper.SendAsync(Scraper.TextFormat);
        Assert.Equal(2, collected);
    }

    [Fact]
    public async Task Scrape_WithoutCache_CollectsEveryTime()
    {
        await using var scraper = await Scraper.StartAsync(options: options => options.ScrapeResponseCacheDurationMilliseconds = 0);
        var collected = 0;
        scraper.Meter.CreateObservableCounter("v", () => (long)++collected);

        using var first = await scraper.SendAsync(null);
        using var second = await scraper.SendAsync(null);
        Assert.Equal(2, collected);
    }

    [Fact]
    public async Task Scrapes_WhileOneCollects_ShareItsResult()
    {
        await using var scraper = await Scraper.StartAsync();
        using var collecting = new ManualResetEventSlim();
        using var mayFinish = new ManualResetEventSlim();
        var collected = 0;
        scraper.Meter.CreateObservableCounter("v", () =>
        {
            collecting.Set();
            mayFinish.Wait();
            return (long)++collected;
        });

        var first = Task.Run(() => scraper.ScrapeAsync());
        collecting.Wait();
        var others = Enumerable.Range(0, 8).Select(_ => Task.Run(() => scraper.SendAsync(Scraper.TextFormat))).ToArray();
        mayFinish.Set();

        var text = await first;
        foreach (var other in others)
        {
            using var response = await other;
            Assert.Equal(text, await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(1, collected);
    }

    [Fact]
    public async Task Scrapes_InBothFormatsUnderWrites_AreNeverTorn()
    {
        await using var scraper = await Scraper.StartAsync(options: options => options.ScrapeResponseCacheDurationMilliseconds = 0);
        var counter = scraper.Meter.CreateCounter<long>("v");
        var histogram = scraper.Meter.CreateHistogram<double>("h");
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var value = 0; !stop.IsCancellationRequested; value++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("k", value % 500));
                histogram.Record(value % 7, new KeyValuePair<string, object?>("k", value % 50));
            }
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (index, cancellationToken) =>
        {
            using var response = await scraper.SendAsync(index % 2 == 0 ? Scraper.TextFormat : Scraper.OpenMetricsFormat, index % 3 == 0 ? [("Accept-Encoding", "identity")] : []);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.Equal(index % 2 == 1, text.EndsWith("# EOF\n", StringComparison.Ordinal));
            Assert.All(
                text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')),
                line => Assert.Matches("^[a-z_]+\\{.*\\} [0-9.]+$", line));
        });
        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task Scrape_WhoseScraperHasNoPatienceLeft_IsRefused()
    {
        await using var scraper = await Scraper.StartAsync();
        using var collecting = new ManualResetEventSlim();
        using var mayFinish = new ManualResetEventSlim();
        scraper.Meter.CreateObservableGauge("v", () =>
        {
            collecting.Set();
            mayFinish.Wait();
            return 1;
        });

        var first = Task.Run(() => scraper.ScrapeAsync());
        collecting.Wait();
        using var impatient = await scraper.SendAsync(null, ("X-Prometheus-Scrape-Timeout-Seconds", "0.01"));
        Assert.Equal(HttpStatusCode.RequestTimeout, impatient.StatusCode);

        mayFinish.Set();
        Assert.Contains("v{", await first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_WithAThrowingObservable_KeepsTheOthers()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateObservableGauge("broken", int () => throw new InvalidOperationException());
        scraper.Meter.CreateObservableGauge("sound", () => 1);

        Assert.Contains("sound{} 1", await scraper.LinesAsync());
    }

    [Fact]
    public async Task Scrape_ThatFails_IsAnErrorAndTheNextIsNot()
    {
        await using var scraper = await Scraper.StartAsync();
        var value = new Unwritable();
        scraper.Meter.CreateObservableGauge("v", () => new Measurement<int>(1, [new("k", value)]));

        value.Throws = true;
        using var failed = await scraper.SendAsync(null);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Empty(await failed.Content.ReadAsStringAsync());

        value.Throws = false;
        Assert.Contains("v{k=\"ok\"} 1", await scraper.LinesAsync());
    }

    [Fact]
    public async Task Scrape_AfterTheProviderIsGone_IsAnError()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Services.GetRequiredService<MeterProvider>().Dispose();

        using var response = await scraper.SendAsync(null);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Theory]
    [InlineData(null, "/from-options")]
    [InlineData("elsewhere", "/elsewhere")]
    public async Task Endpoint_WithPath_AnswersThere(string? path, string expected)
    {
        await using var app = Build(app => app.MapPrometheusScrapingEndpoint(path, null, null, null));
        await app.StartAsync();
        Assert.Contains("target_info", await app.GetTestClient().GetStringAsync(expected), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Middleware_InEveryForm_AnswersItsRequestsOnly()
    {
        await using var app = Build(app =>
        {
            app.UseOpenTelemetryPrometheusScrapingEndpoint();
            app.UseOpenTelemetryPrometheusScrapingEndpoint("/second");
            app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Headers.ContainsKey("X-Scrape"));
            app.UseOpenTelemetryPrometheusScrapingEndpoint(null, null, "/branched", branch => branch.Use(async (context, next) =>
            {
                context.Response.Headers["X-Branch"] = "yes";
                await next(context);
            }), null);
            app.MapPrometheusScrapingEndpoint("/mapped");
        });
        await app.StartAsync();
        var client = app.GetTestClient();

        Assert.Contains("target_info", await client.GetStringAsync("/from-options"), StringComparison.Ordinal);
        Assert.Contains("target_info", await client.GetStringAsync("/second"), StringComparison.Ordinal);
        Assert.Contains("target_info", await client.GetStringAsync("/mapped"), StringComparison.Ordinal);
        using var branched = await client.GetAsync("/branched");
        Assert.Equal("yes", branched.Headers.GetValues("X-Branch").Single());
        using var picked = new HttpRequestMessage(HttpMethod.Get, "/anything") { Headers = { { "X-Scrape", "1" } } };
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(picked)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/anything")).StatusCode);
    }

    [Fact]
    public async Task Endpoint_WithoutTheExporter_SaysWhatIsMissing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddOpenTelemetry().WithMetrics();
        await using var app = builder.Build();

        var exception = Assert.Throws<ArgumentException>(() => app.MapPrometheusScrapingEndpoint());
        Assert.Contains("AddPrometheusExporter", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_OfADisabledSdk_AnswersNothing()
    {
        await using var app = Build(app => app.MapPrometheusScrapingEndpoint("/metrics"), ["--OTEL_SDK_DISABLED=true"]);
        await app.StartAsync();
        using var response = await app.GetTestClient().GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    private static WebApplication Build(Action<WebApplication> map, string[]? args = null)
    {
        var builder = WebApplication.CreateBuilder(args ?? []);
        builder.WebHost.UseTestServer();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddPrometheusExporter(options => options.ScrapeEndpointPath = "from-options"));
        var app = builder.Build();
        map(app);
        return app;
    }

    private sealed class Unwritable
    {
        public bool Throws { get; set; }

        public override string ToString() => Throws ? throw new FormatException() : "ok";
    }
}
