namespace OpenTelemetry.Exporter.Prometheus.Naming;

// Tag keys to label names, each computed once. Two keys with the same label name give the same object.
internal sealed class LabelNames
{
    // A program that makes up tag keys must not make this grow without end.
    private const int Limit = 4096;

    private readonly Dictionary<string, LabelName> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelName> _byText = new(StringComparer.Ordinal);

    public LabelName Of(string key)
    {
        if (_byKey.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_byKey.Count >= Limit)
        {
            _byKey.Clear();
            _byText.Clear();
        }

        var text = NameText.Label(key);
        if (!_byText.TryGetValue(text, out var name))
        {
            name = new LabelName(text);
            _byText.Add(text, name);
        }

        _byKey.Add(key, name);
        return name;
    }
}
