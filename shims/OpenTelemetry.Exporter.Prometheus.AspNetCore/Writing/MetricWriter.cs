namespace OpenTelemetry.Exporter.Prometheus.Writing;

// Writes metrics in one format. Used by one scrape at a time; allocates nothing for a series that it has written before.
internal sealed class MetricWriter
{
    private readonly bool _openMetrics;
    private readonly MetricLayout _layout;
    private readonly LabelWriter _labels = new();
    private readonly HistogramWriter _histograms;

    public MetricWriter(bool openMetrics, bool disableTotalSuffix)
    {
        _openMetrics = openMetrics;
        _layout = new MetricLayout(openMetrics, disableTotalSuffix);
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
        var labels = _labels.Write(family.Scope, point.Tags);
        buffer.StartSample(family.Name.SampleName, default, labels);
        if (family.IsLong)
        {
            buffer.Append(family.IsSum ? point.GetSumLong() : point.GetGaugeLastValueLong());
        }
        else
        {
            buffer.Append(family.IsSum ? point.GetSumDouble() : point.GetGaugeLastValueDouble());
        }

        var isCounter = _openMetrics && family.IsCounter;
        if (isCounter)
        {
            ExemplarWriter.WriteLatest(buffer, point, double.NegativeInfinity, double.PositiveInfinity, family.IsLong);
        }

        buffer.Append((byte)'\n');
        if (isCounter)
        {
            buffer.AppendCreated(family, point, labels);
        }
    }
}
