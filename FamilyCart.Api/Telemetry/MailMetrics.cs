using System.Diagnostics.Metrics;

namespace FamilyCart.Api.Telemetry;

/// <summary>What becomes of letters.</summary>
internal sealed class MailMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _postponed;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _doubtful;
    private readonly Gauge<long> _waiting;
    private readonly Histogram<double> _duration;

    public MailMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(ApiMetrics.MeterName);
        _sent = _meter.CreateCounter<long>("familycart.mail.sent", "{letter}", "Letters that a mail server has taken, by template.");
        _postponed = _meter.CreateCounter<long>("familycart.mail.postponed", "{attempt}", "Attempts that will be repeated, by reason.");
        _failed = _meter.CreateCounter<long>("familycart.mail.failed", "{letter}", "Letters that will never be sent, by reason.");
        _expired = _meter.CreateCounter<long>("familycart.mail.expired", "{letter}", "Letters that were not sent while anybody waited for them.");
        _doubtful = _meter.CreateCounter<long>("familycart.mail.doubtful", "{attempt}", "Attempts that may have sent a letter that is sent again.");
        _waiting = _meter.CreateGauge<long>("familycart.mail.waiting", "{letter}", "Letters to be sent by any instance.");
        _duration = _meter.CreateHistogram(
            "familycart.mail.duration",
            "s",
            "Time that a mail server took for one letter.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
    }

    public void Dispose() => _meter.Dispose();

    internal void Sent(string template, TimeSpan duration)
    {
        _sent.Add(1, new KeyValuePair<string, object?>("template", template));
        _duration.Record(duration.TotalSeconds);
    }

    internal void Postponed(string reason) => _postponed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Failed(string reason, int count = 1)
    {
        if (count > 0)
        {
            _failed.Add(count, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    internal void Expired(int count)
    {
        if (count > 0)
        {
            _expired.Add(count);
        }
    }

    internal void Doubtful() => _doubtful.Add(1);

    internal void Waiting(long count) => _waiting.Record(count);
}
