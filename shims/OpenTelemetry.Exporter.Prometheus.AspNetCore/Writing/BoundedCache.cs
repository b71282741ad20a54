namespace OpenTelemetry.Exporter.Prometheus.Writing;

// What is computed once for each key. A program that makes up keys must not make it grow without end.
internal sealed class BoundedCache<TKey, TValue>(Func<TKey, TValue> compute) where TKey : notnull
{
    private const int Limit = 4096;

    private readonly Dictionary<TKey, TValue> _known = [];

    public TValue Of(TKey key)
    {
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_known.Count >= Limit)
        {
            _known.Clear();
        }

        return _known[key] = compute(key);
    }
}
