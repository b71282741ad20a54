namespace OpenTelemetry.Exporter.Prometheus.Scraping;

// What is kept between scrapes of one format.
internal sealed class FormatState(bool openMetrics, bool disableTotalSuffix)
{
    public MetricWriter Writer { get; } = new(openMetrics, disableTotalSuffix);

    public byte[]? TargetInfo { get; set; }

    public ScrapeBody? Latest { get; private set; }

    public long LatestTimestamp { get; private set; }

    public int ExpectedLength { get; private set; } = 16 * 1024;

    public void Replace(ScrapeBody? body, long timestamp)
    {
        Latest?.Release();
        Latest = body;
        LatestTimestamp = timestamp;
        ExpectedLength = Math.Max(ExpectedLength, (body?.Content.Length ?? 0) + 1024);
    }
}
