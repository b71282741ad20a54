namespace FamilyCart.RunnerManager.Planning;

/// <summary>Why a job waits.</summary>
/// <param name="JobId">GitHub's id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Pool">The pool that will run it; null where there is none.</param>
internal sealed record Wait(long JobId, WaitReason Reason, string? Pool)
{
    /// <summary>What stands in the way, in a sentence; null where the reason says all.</summary>
    public string? Detail { get; init; }
}
