namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class SampleLine
{
    // name{labels} with the space before the value.
    public static void StartSample(this ExpositionBuffer buffer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> suffix, ReadOnlySpan<byte> labels)
    {
        buffer.Append(name);
        buffer.Append(suffix);
        buffer.Append((byte)'{');
        buffer.Append(labels);
        buffer.Append("} "u8);
    }

    // When the series began, which OpenMetrics wants of what only grows.
    public static void AppendCreated(this ExpositionBuffer buffer, MetricFamily family, in MetricPoint point, ReadOnlySpan<byte> labels)
    {
        if (point.StartTime != default)
        {
            buffer.StartSample(family.CreatedName, default, labels);
            buffer.Append(UnixSeconds(point.StartTime));
            buffer.Append((byte)'\n');
        }
    }

    public static double UnixSeconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;
}
