using System.Diagnostics.Metrics;
using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Telemetry;

/// <summary>How items get their categories and icons, and how the model that suggests them does.</summary>
internal sealed class SuggestionMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _requested;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _finished;
    private readonly Gauge<long> _waiting;
    private readonly Counter<long> _cacheReads;
    private readonly Counter<long> _modelCalls;
    private readonly Histogram<double> _modelDuration;

    public SuggestionMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(ApiMetrics.MeterName);
        _requested = _meter.CreateCounter<long>("familycart.suggestions.requested", "{item}", "Items that a suggestion was asked for.");
        _dropped = _meter.CreateCounter<long>("familycart.suggestions.dropped", "{item}", "Items that found too many others waiting.");
        _finished = _meter.CreateCounter<long>("familycart.suggestions.finished", "{item}", "Items that wait no longer, by outcome.");
        _waiting = _meter.CreateGauge<long>("familycart.suggestions.waiting", "{item}", "Items that wait for a suggestion at all instances.");
        _cacheReads = _meter.CreateCounter<long>("familycart.suggestions.cache.reads", "{read}", "Look-ups of a model's earlier answer, by outcome.");
        _modelCalls = _meter.CreateCounter<long>("familycart.model.calls", "{call}", "Questions to the model, by outcome.");
        _modelDuration = _meter.CreateHistogram(
            "familycart.model.duration",
            "s",
            "Time that the model took for an answer or to fail, without waiting for a turn.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60] });
    }

    public void Dispose() => _meter.Dispose();

    internal void Requested(bool isAdded) => (isAdded ? _requested : _dropped).Add(1);

    /// <summary>An item waits no longer.</summary>
    /// <param name="origin">Who suggested something, or null.</param>
    /// <param name="isApplied">The item has the suggestion now.</param>
    /// <param name="isOpen">Nobody could be asked until the end.</param>
    internal void Finished(SuggestionOrigin? origin, bool isApplied, bool isOpen) => _finished.Add(1, Outcome((origin, isApplied) switch
    {
        (null, _) => isOpen ? "given_up" : "unknown",
        (_, false) => "outdated",
        (SuggestionOrigin.Dictionary, _) => "dictionary",
        _ => "model",
    }));

    internal void Waiting(long count) => _waiting.Record(count);

    internal void CacheRead(bool isHit) => _cacheReads.Add(1, Outcome(isHit ? "hit" : "miss"));

    /// <summary>The model was asked.</summary>
    /// <param name="outcome">A word of a closed set.</param>
    /// <param name="duration">How long it took, or null when it was not asked after all.</param>
    internal void ModelAsked(string outcome, TimeSpan? duration)
    {
        _modelCalls.Add(1, Outcome(outcome));
        if (duration is { } elapsed)
        {
            _modelDuration.Record(elapsed.TotalSeconds);
        }
    }

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);
}
