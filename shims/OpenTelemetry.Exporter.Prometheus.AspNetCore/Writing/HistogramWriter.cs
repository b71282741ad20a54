using System.Text;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal sealed class HistogramWriter(bool openMetrics, LabelWriter labelWriter)
{
    private const int BoundsLimit = 4096;

    private readonly Dictionary<double, byte[]> _bounds = [];

    public void Write(ExpositionBuffer buffer, MetricFamily family, in MetricPoint point)
    {
        buffer.Append(family.Name.SampleName);
        buffer.Append("_bucket{"u8);
        var labels = buffer.Length;
        labelWriter.Write(buffer, family.Scope, point.Tags, reserved: "le");
        var length = buffer.Length - labels;

        var cumulative = 0L;
        var lower = double.NegativeInfinity;
        var first = true;
        var hasNegativeBound = false;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            if (!first)
            {
                buffer.Append(family.Name.SampleName);
                buffer.Append("_bucket{"u8);
                buffer.AppendCopy(labels, length);
            }

            first = false;
            hasNegativeBound |= bucket.ExplicitBound < 0;
            cumulative += bucket.BucketCount;
            buffer.Append(Bound(bucket.ExplicitBound));
            buffer.Append(cumulative);
            if (openMetrics)
            {
                ExemplarWriter.WriteLatestBetween(buffer, point, lower, bucket.ExplicitBound);
            }

            buffer.Append((byte)'\n');
            lower = bucket.ExplicitBound;
        }

        if (first)
        {
            // A histogram without buckets still owes the one that holds everything.
            buffer.Append(Bound(double.PositiveInfinity));
            buffer.Append(point.GetHistogramCount());
            buffer.Append((byte)'\n');
        }

        // OpenMetrics allows no sum, and so no count, where values below zero are expected.
        if (!openMetrics || !hasNegativeBound)
        {
            StartLine(buffer, family, "_sum{"u8, labels, length);
            buffer.Append(point.GetHistogramSum());
            StartNextLine(buffer, family, "_count{"u8, labels, length);
            buffer.Append(point.GetHistogramCount());
            buffer.Append((byte)'\n');
        }

        if (openMetrics)
        {
            CreatedLine.Write(buffer, family, point, labels, length);
        }
    }

    private static void StartNextLine(ExpositionBuffer buffer, MetricFamily family, ReadOnlySpan<byte> suffix, int labels, int length)
    {
        buffer.Append((byte)'\n');
        StartLine(buffer, family, suffix, labels, length);
    }

    private static void StartLine(ExpositionBuffer buffer, MetricFamily family, ReadOnlySpan<byte> suffix, int labels, int length)
    {
        buffer.Append(family.Name.SampleName);
        buffer.Append(suffix);
        buffer.AppendCopy(labels, length);
        buffer.Append("} "u8);
    }

    // ,le="0.005"} with its trailing space; scope labels always stand in front of it.
    private byte[] Bound(double bound)
    {
        if (_bounds.TryGetValue(bound, out var known))
        {
            return known;
        }

        if (_bounds.Count >= BoundsLimit)
        {
            _bounds.Clear();
        }

        Span<byte> number = stackalloc byte[32];
        var length = openMetrics ? NumberText.Canonical(bound, number) : NumberText.Shortest(bound, number);
        var text = Encoding.ASCII.GetBytes($",le=\"{Encoding.ASCII.GetString(number[..length])}\"}} ");
        _bounds.Add(bound, text);
        return text;
    }
}
