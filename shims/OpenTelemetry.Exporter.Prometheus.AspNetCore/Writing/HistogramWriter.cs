namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal sealed class HistogramWriter(bool openMetrics, LabelWriter labelWriter)
{
    // ,le="0.005"} with its trailing space; scope labels always stand in front of it.
    private readonly BoundedCache<double, byte[]> _bounds = new(bound =>
    {
        Span<byte> number = stackalloc byte[32];
        var length = openMetrics ? NumberText.Canonical(bound, number) : NumberText.Shortest(bound, number);
        return Encoding.ASCII.GetBytes($",le=\"{Encoding.ASCII.GetString(number[..length])}\"}} ");
    });

    public void Write(ExpositionBuffer buffer, MetricFamily family, in MetricPoint point)
    {
        var labels = labelWriter.Write(family.Scope, point.Tags, reserved: "le");
        var cumulative = 0L;
        var lower = double.NegativeInfinity;
        var hasNegativeBound = false;
        var hasBuckets = false;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            hasBuckets = true;
            hasNegativeBound |= bucket.ExplicitBound < 0;
            cumulative += bucket.BucketCount;
            WriteBucket(buffer, family, labels, bucket.ExplicitBound, cumulative);
            if (openMetrics)
            {
                ExemplarWriter.WriteLatest(buffer, point, lower, bucket.ExplicitBound, isLong: false);
            }

            buffer.Append((byte)'\n');
            lower = bucket.ExplicitBound;
        }

        if (!hasBuckets)
        {
            // A histogram without buckets still owes the one that holds everything.
            WriteBucket(buffer, family, labels, double.PositiveInfinity, point.GetHistogramCount());
            buffer.Append((byte)'\n');
        }

        // OpenMetrics allows no sum, and so no count, where values below zero are expected.
        if (!openMetrics || !hasNegativeBound)
        {
            buffer.StartSample(family.Name.SampleName, "_sum"u8, labels);
            buffer.Append(point.GetHistogramSum());
            buffer.Append((byte)'\n');
            buffer.StartSample(family.Name.SampleName, "_count"u8, labels);
            buffer.Append(point.GetHistogramCount());
            buffer.Append((byte)'\n');
        }

        if (openMetrics)
        {
            buffer.AppendCreated(family, point, labels);
        }
    }

    private void WriteBucket(ExpositionBuffer buffer, MetricFamily family, ReadOnlySpan<byte> labels, double bound, long count)
    {
        buffer.Append(family.Name.SampleName);
        buffer.Append("_bucket{"u8);
        buffer.Append(labels);
        buffer.Append(_bounds.Of(bound));
        buffer.Append(count);
    }
}
