namespace OpenTelemetry.Exporter.Prometheus.Naming;

// What one metric is called in one format: its samples by SampleName, its TYPE, UNIT and HELP lines by FamilyName.
internal sealed record MetricName(string FamilyName, byte[] SampleName, string Unit, string Type)
{
    private const string TotalSuffix = "_total";

    public static MetricName Of(Metric metric, bool openMetrics, bool disableTotalSuffix) =>
        Of(metric.Name, metric.Unit, TypeOf(metric.MetricType), openMetrics, disableTotalSuffix);

    public static MetricName Of(string name, string instrumentUnit, string type, bool openMetrics, bool disableTotalSuffix)
    {
        var unit = UnitNames.Of(instrumentUnit);
        var isCounter = type == "counter";

        // OpenMetrics puts the unit in front of _total even when the instrument's own name already ends in it.
        var family = openMetrics ? WithUnit(WithoutTotal(Sanitize(name)), unit) : WithUnit(Sanitize(name), unit);
        if (openMetrics && isCounter)
        {
            family = WithoutTotal(family);
        }

        var sample = family;
        if (isCounter && !sample.EndsWith(TotalSuffix, StringComparison.Ordinal) && (openMetrics || !disableTotalSuffix))
        {
            sample += TotalSuffix;
        }

        return new MetricName(openMetrics ? family : sample, Encoding.ASCII.GetBytes(sample), unit, type);
    }

    private static string Sanitize(string name)
    {
        var text = NameText.Metric(name);
        return text.Length > 0 && char.IsAsciiDigit(text[0]) ? "_" + text[1..].TrimStart('_') : text;
    }

    private static string WithUnit(string name, string unit) =>
        unit.Length == 0 || name.EndsWith(unit, StringComparison.Ordinal) ? name : $"{name}_{unit}";

    private static string WithoutTotal(string name) => name.EndsWith(TotalSuffix, StringComparison.Ordinal) ? name[..^TotalSuffix.Length] : name;

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram or MetricType.ExponentialHistogram => "histogram",
        _ => "gauge",
    };
}
