namespace FamilyCart.Prober.Walks;

/// <summary>One walk as it went.</summary>
/// <param name="Steps">What was done, in order; only the last can have a fault.</param>
/// <param name="Duration">From the first step's beginning to the last one's end; what is tidied up after a fault is not in it.</param>
/// <param name="IsTidy">Whether it went to its end and so left nothing; after a fault something may be left, tidied up or not.</param>
internal sealed record WalkResult(IReadOnlyList<StepResult> Steps, TimeSpan Duration, bool IsTidy)
{
    public WalkOutcome Outcome => Steps[^1].Fault switch
    {
        StepFault.None => WalkOutcome.Succeeded,
        StepFault.Limited => WalkOutcome.Limited,
        _ => WalkOutcome.Failed,
    };
}

/// <summary>One step as it went.</summary>
/// <param name="Step">Which one.</param>
/// <param name="Fault">None when it did what it should.</param>
/// <param name="Status">The status of the answer that was not as it should; null where there was none.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record StepResult(WalkStep Step, StepFault Fault, int? Status, TimeSpan Duration);
