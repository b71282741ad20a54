using System.Diagnostics.Metrics;
using FamilyCart.Prober.Walks;

namespace FamilyCart.Prober.Telemetry;

/// <summary>The meter FamilyCart.Prober: what users would have met.</summary>
internal sealed class ProbeMetrics : IDisposable
{
    private const int Unknown = -1;

    private readonly Meter _meter;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _stepDuration;
    private volatile int _success = Unknown;

    public ProbeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("FamilyCart.Prober");
        _meter.CreateObservableGauge(
            "familycart.probe.success", Success, "{walk}", "1 when the last walk succeeded, 0 when it failed; one that was limited changes nothing.");
        _runs = _meter.CreateCounter<long>("familycart.probe.runs", "{walk}", "Walks of the user's path, by outcome.");
        _failures = _meter.CreateCounter<long>("familycart.probe.failures", "{walk}", "Walks that failed, by the step at which they did.");
        _duration = _meter.CreateHistogram(
            "familycart.probe.duration",
            "s",
            "How long walks took, to their end or fault.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 0.75, 1, 2, 3, 5, 10, 20, 60] });
        _stepDuration = _meter.CreateHistogram(
            "familycart.probe.step.duration",
            "s",
            "How long their steps took.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Has the counters at 0: one that is born with its first event has not increased by then. Only once somebody listens.</summary>
    public void Begin()
    {
        foreach (var outcome in Enum.GetValues<WalkOutcome>())
        {
            _runs.Add(0, Outcome(outcome));
        }

        foreach (var step in Enum.GetValues<WalkStep>())
        {
            _failures.Add(0, Step(step));
        }
    }

    public void Walked(WalkResult walk)
    {
        _runs.Add(1, Outcome(walk.Outcome));
        if (walk.Outcome == WalkOutcome.Limited)
        {
            return;
        }

        _success = walk.Outcome == WalkOutcome.Succeeded ? 1 : 0;
        if (walk.Outcome == WalkOutcome.Failed)
        {
            _failures.Add(1, Step(walk.Steps[^1].Step));
        }

        _duration.Record(walk.Duration.TotalSeconds);
        foreach (var step in walk.Steps)
        {
            _stepDuration.Record(step.Duration.TotalSeconds, Step(step.Step));
        }
    }

    // Nothing before the first walk: neither value would be true.
    private Measurement<int>[] Success() => _success is not Unknown and var success ? [new Measurement<int>(success)] : [];

    private static KeyValuePair<string, object?> Outcome(WalkOutcome outcome) => new("outcome", WalkWords.Of(outcome));

    private static KeyValuePair<string, object?> Step(WalkStep step) => new("step", WalkWords.Of(step));
}
