namespace OpenTelemetry.Exporter.Prometheus.Scraping;

// One collection at a time. Scrapes that wait for it, and those shortly after, are answered with its result.
internal sealed class ScrapeCoordinator(PrometheusExporter exporter, TimeProvider time, TimeSpan cacheDuration, bool disableTotalSuffix) : IDisposable
{
    private readonly SemaphoreSlim _collecting = new(1, 1);
    private readonly FormatState _text = new(openMetrics: false, disableTotalSuffix);
    private readonly FormatState _openMetrics = new(openMetrics: true, disableTotalSuffix);

    // The caller releases the body after sending it.
    public async ValueTask<ScrapeBody> ScrapeAsync(bool openMetrics, CancellationToken cancellationToken)
    {
        await _collecting.WaitAsync(cancellationToken);
        try
        {
            var state = openMetrics ? _openMetrics : _text;
            if (state.Latest is null || time.GetElapsedTime(state.LatestTimestamp) >= cacheDuration)
            {
                state.Replace(Collect(state, openMetrics), time.GetTimestamp());
            }

            return state.Latest!.Hold();
        }
        finally
        {
            _collecting.Release();
        }
    }

    public void Dispose()
    {
        _text.Replace(null, 0);
        _openMetrics.Replace(null, 0);
        _collecting.Dispose();
    }

    private ScrapeBody Collect(FormatState state, bool openMetrics)
    {
        var collect = exporter.Collect ?? throw new InvalidOperationException("The exporter has no metric reader.");
        var body = new ScrapeBody(state.ExpectedLength);
        Exception? failure = null;
        exporter.Receiver = (in batch) =>
        {
            try
            {
                state.TargetInfo ??= TargetInfo.Of(exporter.ParentProvider.GetResource(), openMetrics);
                body.Buffer.Append(state.TargetInfo);
                state.Writer.Write(body.Buffer, batch);
                body.GeneratedAt = time.GetUtcNow();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        };

        var succeeded = collect(Timeout.Infinite) && failure is null;
        exporter.Receiver = null;
        if (succeeded)
        {
            return body;
        }

        body.Release();
        throw new InvalidOperationException("The metrics could not be collected.", failure);
    }
}
