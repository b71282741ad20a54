using System.Runtime.CompilerServices;

namespace OpenTelemetry.Exporter.Prometheus;

// Sits behind the reader; a scrape calls Collect, which comes back through Export on the same thread.
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    // The SDK tells an exporter its provider, but not a provider its exporters; the table drops what nobody else holds.
    private static readonly ConditionalWeakTable<PrometheusExporter, object?> s_exporters = [];

    private PrometheusExporter(PrometheusAspNetCoreOptions options, TimeProvider time) =>
        Scrapes = new ScrapeCoordinator(
            this, time, TimeSpan.FromMilliseconds(options.ScrapeResponseCacheDurationMilliseconds), options.DisableTotalNameSuffixForCounters);

    public delegate void BatchReceiver(in Batch<Metric> batch);

    public Func<int, bool>? Collect { get; set; }

    public BatchReceiver? Receiver { get; set; }

    public ScrapeCoordinator Scrapes { get; }

    public static PrometheusExporter Create(PrometheusAspNetCoreOptions options, TimeProvider time)
    {
        var exporter = new PrometheusExporter(options, time);
        s_exporters.Add(exporter, null);
        return exporter;
    }

    public static PrometheusExporter? Of(MeterProvider provider) =>
        s_exporters.Select(entry => entry.Key).FirstOrDefault(exporter => ReferenceEquals(exporter.ParentProvider, provider));

    public override ExportResult Export(in Batch<Metric> batch)
    {
        if (Receiver is null)
        {
            return ExportResult.Failure;
        }

        Receiver(batch);
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            s_exporters.Remove(this);
            Scrapes.Dispose();
        }

        base.Dispose(disposing);
    }
}
