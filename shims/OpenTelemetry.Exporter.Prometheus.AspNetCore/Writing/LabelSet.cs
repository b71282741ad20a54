using OpenTelemetry.Exporter.Prometheus.Naming;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

// Labels that stay the same from scrape to scrape, written once.
internal sealed class LabelSet
{
    private static readonly string[] s_scopeProperties = ["otel_scope_name", "otel_scope_version", "otel_scope_schema_url"];

    private LabelSet(IReadOnlyList<KeyValuePair<string, object?>> labels, HashSet<string> names, byte[] text)
    {
        Labels = labels;
        Names = names;
        Text = text;
    }

    public IReadOnlyList<KeyValuePair<string, object?>> Labels { get; }

    public HashSet<string> Names { get; }

    public byte[] Text { get; }

    public static LabelSet OfScope(Metric metric)
    {
        List<KeyValuePair<string, object?>> labels = [new(s_scopeProperties[0], metric.MeterName)];
        if (!string.IsNullOrEmpty(metric.MeterVersion))
        {
            labels.Add(new(s_scopeProperties[1], metric.MeterVersion));
        }

        if (!string.IsNullOrEmpty(metric.MeterSchemaUrl))
        {
            labels.Add(new(s_scopeProperties[2], metric.MeterSchemaUrl));
        }

        // A meter's own tag may not pose as one of the three above.
        labels.AddRange((metric.MeterTags ?? [])
            .Select(tag => new KeyValuePair<string, object?>("otel_scope_" + tag.Key, tag.Value))
            .Where(label => !s_scopeProperties.Contains(NameText.Label(label.Key))));

        return Merge(labels, null);
    }

    // Values of keys that share a label name are joined by a semicolon in the order of the keys.
    public static LabelSet Merge(IEnumerable<KeyValuePair<string, object?>> labels, string? reserved)
    {
        var kept = labels.Where(label => NameText.Label(label.Key) != reserved).ToArray();
        var groups = kept.GroupBy(label => NameText.Label(label.Key), StringComparer.Ordinal).ToArray();

        using var buffer = new ExpositionBuffer(256);
        foreach (var group in groups)
        {
            buffer.Append(buffer.Length > 0 ? ","u8 : default);
            buffer.AppendUtf8(group.Key);
            buffer.Append("=\""u8);
            var first = true;
            foreach (var label in group.OrderBy(label => label.Key, StringComparer.Ordinal))
            {
                buffer.Append(first ? default : ";"u8);
                buffer.AppendLabelValue(label.Value);
                first = false;
            }

            buffer.Append((byte)'"');
        }

        return new LabelSet(kept, groups.Select(group => group.Key).ToHashSet(StringComparer.Ordinal), buffer.Written.ToArray());
    }
}
