using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed partial class OpenMetricsTests
{
    [Fact]
    public async Task Counter_InOpenMetrics_HasFamilyNameUnitAndCreatedTime()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateCounter<double>("cpu.time_total", "s", "Time.").Add(1, new KeyValuePair<string, object?>("mode", "user"));

        var lines = await scraper.LinesAsync(Scraper.OpenMetricsFormat);
        Assert.Equal(
            ["# TYPE cpu_time_seconds counter", "# UNIT cpu_time_seconds seconds", "# HELP cpu_time_seconds Time.", "cpu_time_seconds_total{mode=\"user\"} 1"],
            lines[..4]);
        Assert.Matches(Created(), lines[4]);
        var created = double.Parse(lines[4].Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.InRange(created, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 600, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
        Assert.Equal("# EOF", lines[^1]);
    }

    [Fact]
    public async Task Histogram_InOpenMetrics_HasCanonicalBounds()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddView("v", new ExplicitBucketHistogramConfiguration { Boundaries = [0, 0.00001, 1, 10, 1e6, 2.5e7] }));
        scraper.Meter.CreateHistogram<double>("v").Record(1);

        var lines = await scraper.LinesAsync(Scraper.OpenMetricsFormat);
        Assert.Equal(
            ["0.0", "1e-05", "1.0", "10.0", "1e+06", "2.5e+07", "+Inf"],
            lines.Where(line => line.StartsWith("v_bucket", StringComparison.Ordinal)).Select(line => line.Split('"')[1]));
    }

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "The same numbers in every run are what is wanted.")]
    public async Task Histogram_OfRandomBoundsInOpenMetrics_HasBoundsThatReadBack()
    {
        var random = new Random(20260104);
        double[] bounds =
        [
            .. Enumerable.Range(0, 500)
                .Select(_ => Math.Abs(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))))
                .Where(double.IsFinite)
                .Distinct()
                .Order(),
        ];
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddView("v", new ExplicitBucketHistogramConfiguration { Boundaries = bounds }));
        scraper.Meter.CreateHistogram<double>("v").Record(1);

        var written = (await scraper.LinesAsync(Scraper.OpenMetricsFormat))
            .Where(line => line.StartsWith("v_bucket", StringComparison.Ordinal) && !line.Contains("+Inf", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split('"')[1], CultureInfo.InvariantCulture));
        Assert.Equal(bounds, written);
    }

    [Fact]
    public async Task Histogram_WithNegativeBounds_HasNoSumInOpenMetrics()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddView("v", new ExplicitBucketHistogramConfiguration { Boundaries = [-1, 1] }));
        scraper.Meter.CreateHistogram<double>("v").Record(-3);

        Assert.DoesNotContain(await scraper.LinesAsync(Scraper.OpenMetricsFormat), line => line.StartsWith("v_sum", StringComparison.Ordinal) || line.StartsWith("v_count", StringComparison.Ordinal));
        Assert.Contains("v_sum{} -3", await scraper.LinesAsync());
    }

    [Fact]
    public async Task Resource_InBothFormats_IsTargetInfo()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics.ConfigureResource(resource =>
            resource.AddAttributes([new("service.name", "a\"b"), new("n", 1L)])));

        Assert.Contains("# TYPE target_info gauge\n", await scraper.ScrapeAsync(), StringComparison.Ordinal);
        var text = await scraper.ScrapeAsync(Scraper.OpenMetricsFormat);
        Assert.Contains("# TYPE target info\n", text, StringComparison.Ordinal);
        Assert.Contains("service_name=\"a\\\"b\"", text, StringComparison.Ordinal);
        Assert.Contains("n=\"1\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exemplars_OfATrace_AreOnCounterAndBucket()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics
            .SetExemplarFilter(ExemplarFilterType.AlwaysOn)
            .AddView("v", new ExplicitBucketHistogramConfiguration { Boundaries = [1, 2], TagKeys = ["kept"] })
            .AddView("c", new MetricStreamConfiguration { TagKeys = [] }));
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        scraper.Meter.CreateHistogram<double>("v").Record(1.5, new("kept", 1), new("dropped", "x\"y"), new("long", new string('z', 200)));
        scraper.Meter.CreateCounter<long>("c").Add(7, new KeyValuePair<string, object?>("dropped", 2));

        var lines = await scraper.LinesAsync(Scraper.OpenMetricsFormat);
        var ids = $"trace_id=\"{activity.TraceId}\",span_id=\"{activity.SpanId}\"";
        Assert.Single(lines, line => line.StartsWith($"v_bucket{{kept=\"1\",le=\"2.0\"}} 1 # {{{ids},dropped=\"x\\\"y\"}} 1.5 ", StringComparison.Ordinal));
        Assert.Contains("v_bucket{kept=\"1\",le=\"1.0\"} 0", lines);
        Assert.Single(lines, line => line.StartsWith($"c_total{{}} 7 # {{{ids},dropped=\"2\"}} 7 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exemplar_OutsideOfATrace_HasItsTagsAlone()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics
            .SetExemplarFilter(ExemplarFilterType.AlwaysOn)
            .AddView("c", new MetricStreamConfiguration { TagKeys = [] }));
        scraper.Meter.CreateCounter<double>("c").Add(0.5, new("a", 1), new("b", 2));

        Assert.Single(
            await scraper.LinesAsync(Scraper.OpenMetricsFormat),
            line => line.StartsWith("c_total{} 0.5 # {a=\"1\",b=\"2\"} 0.5 ", StringComparison.Ordinal));
    }

    [GeneratedRegex("^cpu_time_seconds_created\\{mode=\"user\"\\} [0-9]+(\\.[0-9]+)?$")]
    private static partial Regex Created();
}
