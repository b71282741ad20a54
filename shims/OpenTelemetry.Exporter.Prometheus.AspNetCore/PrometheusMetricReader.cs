using System.Diagnostics.CodeAnalysis;

namespace OpenTelemetry.Exporter.Prometheus;

[SuppressMessage("Reliability", "CA2000", Justification = "The base class disposes of the exporter that it is given.")]
internal sealed class PrometheusMetricReader : BaseExportingMetricReader
{
    public PrometheusMetricReader(PrometheusAspNetCoreOptions options, TimeProvider time)
        : base(PrometheusExporter.Create(options, time)) =>
        TemporalityPreference = MetricReaderTemporalityPreference.Cumulative;
}
