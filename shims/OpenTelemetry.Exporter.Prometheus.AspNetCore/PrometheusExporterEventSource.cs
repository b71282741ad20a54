using System.Diagnostics.Tracing;

namespace OpenTelemetry.Exporter.Prometheus;

// What the exporter cannot say over its own endpoint; collected by OTEL_DIAGNOSTICS.json like the SDK's own.
[EventSource(Name = "OpenTelemetry-Exporter-Prometheus")]
internal sealed class PrometheusExporterEventSource : EventSource
{
    public static readonly PrometheusExporterEventSource Log = new();

    [Event(1, Message = "A scrape failed: {0}", Level = EventLevel.Error)]
    public void FailedScrape(string error) => WriteEvent(1, error);

    [Event(2, Message = "The metric family {0} has instruments of more than one type and is left out.", Level = EventLevel.Warning)]
    public void ConflictingType(string family) => WriteEvent(2, family);

    [Event(3, Message = "A scrape ran into its timeout of {0} seconds.", Level = EventLevel.Warning)]
    public void TimedOut(double seconds) => WriteEvent(3, seconds);
}
