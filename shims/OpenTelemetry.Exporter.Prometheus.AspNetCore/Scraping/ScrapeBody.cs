namespace OpenTelemetry.Exporter.Prometheus.Scraping;

// A finished response that several scrapes may be sending at once. The last one to let go returns its memory to the pool.
internal sealed class ScrapeBody(int expectedLength)
{
    private int _holders = 1;

    public ExpositionBuffer Buffer { get; } = new(expectedLength);

    public ReadOnlyMemory<byte> Content => Buffer.Written;

    public DateTimeOffset GeneratedAt { get; set; }

    public ScrapeBody Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Buffer.Return();
        }
    }
}
