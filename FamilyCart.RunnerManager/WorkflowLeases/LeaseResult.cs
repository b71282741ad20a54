namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>An answer to somebody who asks for a lease.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Lease">The caller's, or the one that is in the way; null when there never was one.</param>
internal sealed record LeaseResult(LeaseOutcome Outcome, WorkflowLease? Lease);
