using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed class InstrumentTests
{
    [Fact]
    public async Task Counter_AddedBetweenScrapes_StaysCumulative()
    {
        await using var scraper = await Scraper.StartAsync();
        var counter = scraper.Meter.CreateCounter<long>("jobs", "{job}", "Jobs done.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a"));

        Assert.Equal(["# TYPE jobs_total counter", "# HELP jobs_total Jobs done.", "jobs_total{kind=\"a\"} 2"], await scraper.LinesAsync());

        counter.Add(3, new KeyValuePair<string, object?>("kind", "a"));
        Assert.Contains("jobs_total{kind=\"a\"} 5", await scraper.LinesAsync());
        Assert.Contains("jobs_total{kind=\"a\"} 5", await scraper.LinesAsync());
    }

    [Fact]
    public async Task Counter_OfDoubles_KeepsFractions()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateCounter<double>("cpu.time", "s").Add(0.1 + 0.2);

        Assert.Equal(["# TYPE cpu_time_seconds_total counter", "cpu_time_seconds_total{} 0.30000000000000004"], await scraper.LinesAsync());
    }

    [Fact]
    public async Task UpDownCounter_GoingDown_IsGauge()
    {
        await using var scraper = await Scraper.StartAsync();
        var counter = scraper.Meter.CreateUpDownCounter<int>("open");
        counter.Add(3);
        counter.Add(-5);

        Assert.Equal(["# TYPE open gauge", "open{} -2"], await scraper.LinesAsync());
    }

    [Fact]
    public async Task UpDownCounter_OfDoubles_IsGauge()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateUpDownCounter<double>("balance").Add(-1.5);

        Assert.Equal(["# TYPE balance gauge", "balance{} -1.5"], await scraper.LinesAsync());
    }

    [Fact]
    public async Task Gauge_RecordedTwice_ShowsLast()
    {
        await using var scraper = await Scraper.StartAsync();
        var whole = scraper.Meter.CreateGauge<long>("a");
        whole.Record(9);
        whole.Record(7);
        scraper.Meter.CreateGauge<double>("b").Record(1.25);

        Assert.Equal(["# TYPE a gauge", "a{} 7", "# TYPE b gauge", "b{} 1.25"], await scraper.LinesAsync());
    }

    [Fact]
    public async Task Observables_OfEveryKind_AreObservedAtEachScrape()
    {
        await using var scraper = await Scraper.StartAsync();
        var observed = 0;
        scraper.Meter.CreateObservableCounter("oc", () => (long)++observed);
        scraper.Meter.CreateObservableUpDownCounter("oud", () => new Measurement<double>(-observed, [new("k", "v")]));
        scraper.Meter.CreateObservableGauge("og", () => new[] { new Measurement<int>(1, [new("n", 1)]), new Measurement<int>(2, [new("n", 2)]) });

        await scraper.ScrapeAsync();
        Assert.Equal(
            [
                "# TYPE oc_total counter", "oc_total{} 2",
                "# TYPE og gauge", "og{n=\"1\"} 1", "og{n=\"2\"} 2",
                "# TYPE oud gauge", "oud{k=\"v\"} -2",
            ],
            await scraper.LinesAsync());
    }

    [Fact]
    public async Task Histogram_RecordedIntoBuckets_IsCumulativeOverBucketsAndScrapes()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddView("wait", new ExplicitBucketHistogramConfiguration { Boundaries = [0.005, 1, 2.5] }));
        var histogram = scraper.Meter.CreateHistogram<double>("wait", "s", "Waiting.");
        histogram.Record(0.001953125, new KeyValuePair<string, object?>("q", "x"));
        histogram.Record(2, new KeyValuePair<string, object?>("q", "x"));
        await scraper.ScrapeAsync();
        histogram.Record(7.5, new KeyValuePair<string, object?>("q", "x"));

        Assert.Equal(
            [
                "# TYPE wait_seconds histogram",
                "# HELP wait_seconds Waiting.",
                "wait_seconds_bucket{q=\"x\",le=\"0.005\"} 1",
                "wait_seconds_bucket{q=\"x\",le=\"1\"} 1",
                "wait_seconds_bucket{q=\"x\",le=\"2.5\"} 2",
                "wait_seconds_bucket{q=\"x\",le=\"+Inf\"} 3",
                "wait_seconds_sum{q=\"x\"} 9.501953125",
                "wait_seconds_count{q=\"x\"} 3",
            ],
            await scraper.LinesAsync());
    }

    [Fact]
    public async Task Histogram_WithoutBuckets_StillHasTheInfiniteOne()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddView("size", new ExplicitBucketHistogramConfiguration { Boundaries = [] }));
        scraper.Meter.CreateHistogram<long>("size").Record(4);

        Assert.Equal(
            ["# TYPE size histogram", "size_bucket{le=\"+Inf\"} 1", "size_sum{} 4", "size_count{} 1"],
            await scraper.LinesAsync());
    }

    [Fact]
    public async Task Histogram_OfExponentialBuckets_IsLeftOut()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddView("size", new Base2ExponentialBucketHistogramConfiguration()));
        scraper.Meter.CreateHistogram<long>("size").Record(4);

        Assert.Empty(await scraper.LinesAsync());
    }

    [Fact]
    public async Task Metric_OfTwoMeters_SharesOneHeader()
    {
        using var other = new Meter($"Tests.{Guid.NewGuid():N}.z");
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddMeter(other.Name));
        other.CreateCounter<long>("jobs", null, "Of the other.").Add(1);
        scraper.Meter.CreateCounter<long>("jobs").Add(2);

        var lines = await scraper.LinesAsync();
        Assert.Equal("# TYPE jobs_total counter", lines[0]);
        Assert.Equal("# HELP jobs_total Of the other.", lines[1]);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Metric_OfTwoTypesUnderOneName_IsLeftOut()
    {
        using var other = new Meter($"Tests.{Guid.NewGuid():N}");
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddMeter(other.Name));
        other.CreateGauge<long>("size").Record(1);
        scraper.Meter.CreateUpDownCounter<long>("kept").Add(1);
        scraper.Meter.CreateHistogram<long>("size").Record(2);

        Assert.Equal(["# TYPE kept gauge", "kept{} 1"], await scraper.LinesAsync());
    }

    [Fact]
    public async Task Metric_CreatedAfterTheFirstScrape_Appears()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateUpDownCounter<long>("b").Add(1);
        Assert.Equal(2, (await scraper.LinesAsync()).Length);

        scraper.Meter.CreateUpDownCounter<long>("a").Add(1);
        Assert.Equal(["# TYPE a gauge", "a{} 1", "# TYPE b gauge", "b{} 1"], await scraper.LinesAsync());
    }

    [Fact]
    public async Task Scope_WithVersionSchemaAndTags_IsOnEverySeries()
    {
        using var meter = new Meter(new MeterOptions("Tests.Scope")
        {
            Version = "1.2",
            TelemetrySchemaUrl = "https://schema.example/1",
            Tags = [new("tier", "gold"), new("name", "not this"), new("Tests.a", 1), new("Tests_a", 2)],
        });
        await using var scraper = await Scraper.StartAsync(meter);
        meter.CreateUpDownCounter<long>("open").Add(1);

        Assert.Contains(
            "open{otel_scope_name=\"Tests.Scope\",otel_scope_version=\"1.2\",otel_scope_schema_url=\"https://schema.example/1\","
                + "otel_scope_Tests_a=\"1;2\",otel_scope_tier=\"gold\"} 1\n",
            await scraper.ScrapeAsync(),
            StringComparison.Ordinal);
    }
}
