using OpenTelemetry.Exporter.Prometheus.Naming;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

// Writes name="value" pairs with commas between them. Keys that share a label name are rare, but must not
// give that name twice: such a set is started again with their values joined.
internal sealed class LabelWriter(LabelNames names)
{
    private readonly List<LabelName> _written = [];

    public void Write(ExpositionBuffer buffer, LabelSet scope, ReadOnlyTagCollection tags, string? reserved = null)
    {
        var start = buffer.Length;
        _written.Clear();
        buffer.Append(scope.Text);

        foreach (var tag in tags)
        {
            var name = names.Of(tag.Key);
            if (name.Text == reserved)
            {
                continue;
            }

            if (_written.Contains(name) || scope.Names.Contains(name.Text))
            {
                buffer.Truncate(start);
                buffer.Append(LabelSet.Merge(scope.Labels.Concat(All(tags)), reserved).Text);
                return;
            }

            _written.Add(name);
            if (buffer.Length > start)
            {
                buffer.Append((byte)',');
            }

            buffer.Append(name.Opening);
            buffer.AppendLabelValue(tag.Value);
            buffer.Append((byte)'"');
        }
    }

    private static List<KeyValuePair<string, object?>> All(ReadOnlyTagCollection tags)
    {
        var all = new List<KeyValuePair<string, object?>>(tags.Count);
        foreach (var tag in tags)
        {
            all.Add(tag);
        }

        return all;
    }
}
