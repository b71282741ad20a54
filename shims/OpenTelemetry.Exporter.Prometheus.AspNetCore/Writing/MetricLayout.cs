namespace OpenTelemetry.Exporter.Prometheus.Writing;

// Which metrics are written, in which order and under which headers. Computed again only when a metric comes or goes.
internal sealed class MetricLayout(bool openMetrics, bool disableTotalSuffix)
{
    private readonly List<Metric> _current = [];
    private Metric[] _seen = [];
    private MetricFamily[] _families = [];

    public ReadOnlySpan<MetricFamily> Of(in Batch<Metric> batch)
    {
        _current.Clear();
        foreach (var metric in batch)
        {
            _current.Add(metric);
        }

        if (!_current.SequenceEqual(_seen))
        {
            _seen = [.. _current];
            _families = Arrange();
        }

        return _families;
    }

    private MetricFamily[] Arrange()
    {
        var families = new List<MetricFamily>(_seen.Length);

        // Exponential histograms have no text form.
        var named = _seen
            .Where(metric => metric.MetricType != MetricType.ExponentialHistogram)
            .Select(metric => (Metric: metric, Name: MetricName.Of(metric, openMetrics, disableTotalSuffix)))
            .GroupBy(member => member.Name.FamilyName, StringComparer.Ordinal)
            .OrderBy(family => family.Key, StringComparer.Ordinal);

        foreach (var family in named)
        {
            // A name cannot be of two types; no guess would be right, so neither is written.
            if (family.Select(member => member.Name.Type).Distinct().Count() > 1)
            {
                PrometheusExporterEventSource.Log.ConflictingType(family.Key);
                continue;
            }

            var members = family
                .OrderBy(member => member.Metric.MeterName, StringComparer.Ordinal)
                .ThenBy(member => member.Metric.Name, StringComparer.Ordinal)
                .ToArray();
            var header = FamilyHeader.Of(
                members[0].Name, members.Select(member => member.Name.Unit).FirstOrDefault(unit => unit.Length > 0),
                members.Select(member => member.Metric.Description).FirstOrDefault(text => !string.IsNullOrEmpty(text)), openMetrics);

            families.AddRange(members.Select((member, index) =>
                new MetricFamily(member.Metric, member.Name, LabelSet.OfScope(member.Metric), index == 0 ? header : [])));
        }

        return [.. families];
    }
}
