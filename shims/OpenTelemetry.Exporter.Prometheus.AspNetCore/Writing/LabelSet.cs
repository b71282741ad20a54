namespace OpenTelemetry.Exporter.Prometheus.Writing;

// Labels that stay the same from scrape to scrape, written once.
internal sealed record LabelSet(IReadOnlyList<KeyValuePair<string, object?>> Labels, HashSet<string> Names, byte[] Text)
{
    private static readonly string[] s_scopeProperties = ["otel_scope_name", "otel_scope_version", "otel_scope_schema_url"];

    public static LabelSet OfScope(Metric metric)
    {
        string?[] values = [metric.MeterName, metric.MeterVersion, metric.MeterSchemaUrl];
        var own = s_scopeProperties.Zip(values, (name, value) => new KeyValuePair<string, object?>(name, value));

        // A meter's own tag may not pose as one of the three above.
        var tags = (metric.MeterTags ?? [])
            .Select(tag => new KeyValuePair<string, object?>("otel_scope_" + tag.Key, tag.Value))
            .Where(label => !s_scopeProperties.Contains(NameText.Label(label.Key)));
        return Merge(own.Where((label, index) => index == 0 || label.Value is string { Length: > 0 }).Concat(tags), null);
    }

    // Values of keys that share a label name are joined by a semicolon in the order of the keys.
    public static LabelSet Merge(IEnumerable<KeyValuePair<string, object?>> labels, string? reserved)
    {
        var kept = labels.Where(label => NameText.Label(label.Key) != reserved).ToArray();
        var groups = kept.GroupBy(label => NameText.Label(label.Key), StringComparer.Ordinal).ToArray();
        var buffer = new ExpositionBuffer(256);
        foreach (var group in groups)
        {
            buffer.Append(buffer.Length > 0 ? ","u8 : default);
            buffer.AppendUtf8(group.Key);
            buffer.Append("=\""u8);
            foreach (var (index, label) in group.OrderBy(label => label.Key, StringComparer.Ordinal).Index())
            {
                buffer.Append(index > 0 ? ";"u8 : default);
                buffer.AppendLabelValue(label.Value);
            }

            buffer.Append((byte)'"');
        }

        return new LabelSet(kept, groups.Select(group => group.Key).ToHashSet(StringComparer.Ordinal), buffer.Release());
    }
}
