namespace OpenTelemetry.Exporter.Prometheus.Writing;

// One metric with everything about it that no scrape changes. The first of a family carries the family's header.
internal sealed record MetricFamily(Metric Metric, MetricName Name, LabelSet Scope, byte[] Header)
{
    public byte[] CreatedName { get; } = Encoding.ASCII.GetBytes(Name.FamilyName + "_created");

    public bool IsLong { get; } = Metric.MetricType is MetricType.LongSum or MetricType.LongGauge or MetricType.LongSumNonMonotonic;

    public bool IsSum { get; } =
        Metric.MetricType is MetricType.LongSum or MetricType.DoubleSum or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic;

    public bool IsHistogram { get; } = Metric.MetricType is MetricType.Histogram;

    public bool IsCounter { get; } = Metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
}
