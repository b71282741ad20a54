using OpenTelemetry.Exporter.Prometheus.Naming;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

// Writes metrics in one format. Used by one scrape at a time; allocates nothing for a series that it has written before.
internal sealed class MetricWriter
{
    private readonly bool _openMetrics;
    private readonly MetricLayout _layout;
    private readonly LabelWriter _labels;
    private readonly HistogramWriter _histograms;

    public MetricWriter(bool openMetrics, bool disableTotalSuffix)
    {
        _openMetrics = openMetrics;
        _layout = new MetricLayout(openMetrics, disableTotalSuffix);
        _labels = new LabelWriter(new LabelNames());
        _histograms = new HistogramWriter(openMetrics, _labels);
    }

    public void Write(ExpositionBuffer buffer, in Batch<Metric> batch)
    {
        foreach (var family in _layout.Of(batch))
        {
            buffer.Append(family.Header);
            foreach (ref readonly var point in family.Metric.GetMetricPoints())
            {
                if (family.IsHistogram)
                {
                    _histograms.Write(buffer, family, point);
                }
                else
                {
                    WriteSample(buffer, family, point);
                }
            }
        }

        if (_openMetrics)
        {
            buffer.Append("# EOF\n"u8);
        }
    }

    private void WriteSample(ExpositionBuffer buffer, MetricFamily family, in MetricPoint point)
    {
        buffer.Append(family.Name.SampleName);
        buffer.Append((byte)'{');
        var labels = buffer.Length;
        _labels.Write(buffer, family.Scope, point.Tags);
        var length = buffer.Length - labels;
        buffer.Append("} "u8);
        WriteValue(buffer, family, point);

        if (_openMetrics && family.IsCounter)
        {
            ExemplarWriter.WriteLatest(buffer, point, family.IsLong);
            buffer.Append((byte)'\n');
            CreatedLine.Write(buffer, family, point, labels, length);
        }
        else
        {
            buffer.Append((byte)'\n');
        }
    }

    private static void WriteValue(ExpositionBuffer buffer, MetricFamily family, in MetricPoint point)
    {
        if (family.IsLong)
        {
            buffer.Append(family.IsSum ? point.GetSumLong() : point.GetGaugeLastValueLong());
        }
        else
        {
            buffer.Append(family.IsSum ? point.GetSumDouble() : point.GetGaugeLastValueDouble());
        }
    }
}
