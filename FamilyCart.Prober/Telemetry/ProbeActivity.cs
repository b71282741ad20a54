using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using FamilyCart.Prober.Walks;

namespace FamilyCart.Prober.Telemetry;

/// <summary>A trace a walk, a span a step. Requests of it carry a traceparent through the door, whether or not it is recorded.</summary>
internal sealed class ProbeActivity : IDisposable
{
    private readonly ActivitySource _source = new("FamilyCart.Prober");

    public void Dispose() => _source.Dispose();

    /// <summary>Begins a trace of its own.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever walks ends it.")]
    public Activity StartWalk()
    {
        Activity.Current = null;
        return _source.StartActivity("walk") ?? new Activity("walk").SetIdFormat(ActivityIdFormat.W3C).Start();
    }

    /// <summary>Begins a span of the walk; null where nobody records it.</summary>
    public Activity? StartStep(WalkStep step) => _source.StartActivity($"walk {WalkWords.Of(step)}");

    public static void EndWalk(Activity walk, StepResult last)
    {
        if (last.Fault != StepFault.None)
        {
            walk.SetStatus(ActivityStatusCode.Error);
            walk.SetTag("probe.step", WalkWords.Of(last.Step));
            walk.SetTag("error.type", last.Fault.ToString());
        }
    }
}
