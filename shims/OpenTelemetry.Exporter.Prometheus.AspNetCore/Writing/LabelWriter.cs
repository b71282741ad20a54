namespace OpenTelemetry.Exporter.Prometheus.Writing;

// Writes name="value" pairs with commas between them. Keys that share a label name are rare, but must not
// give that name twice: such a set is started again with their values joined.
internal sealed class LabelWriter
{
    private readonly BoundedCache<string, LabelName> _names = new(LabelName.Of);
    private readonly List<string> _written = [];
    private readonly ExpositionBuffer _labels = new(1024);

    // The result is overwritten by the next call.
    public ReadOnlySpan<byte> Write(LabelSet scope, ReadOnlyTagCollection tags, string? reserved = null)
    {
        _written.Clear();
        _labels.Clear();
        _labels.Append(scope.Text);
        foreach (var tag in tags)
        {
            var name = _names.Of(tag.Key ?? "");
            if (name.Text == reserved)
            {
                continue;
            }

            if (_written.Contains(name.Text) || scope.Names.Contains(name.Text))
            {
                return LabelSet.Merge(scope.Labels.Concat(All(tags)), reserved).Text;
            }

            _written.Add(name.Text);
            _labels.Append(_labels.Length > 0 ? ","u8 : default);
            _labels.Append(name.Opening);
            _labels.AppendLabelValue(tag.Value);
            _labels.Append((byte)'"');
        }

        return _labels.Written.Span;
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
