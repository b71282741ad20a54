using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class CreatedLine
{
    // The labels are those already in the buffer.
    public static void Write(ExpositionBuffer buffer, MetricFamily family, in MetricPoint point, int labels, int length)
    {
        if (point.StartTime == default)
        {
            return;
        }

        buffer.AppendUtf8(family.Name.FamilyName);
        buffer.Append("_created{"u8);
        buffer.AppendCopy(labels, length);
        buffer.Append("} "u8);
        buffer.Append(UnixSeconds(point.StartTime));
        buffer.Append((byte)'\n');
    }

    public static double UnixSeconds(DateTimeOffset time) =>
        (time - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;
}
