using FamilyCart.Ops.Drills;

namespace FamilyCart.Ops.Jobs;

/// <summary>How a job ended.</summary>
/// <param name="Job">What it was.</param>
/// <param name="Outcome">Done, failed, or busy.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Fault">Why it is not done; null when it is.</param>
/// <param name="Made">The base backup's label or the dump's name; null for a drill.</param>
/// <param name="Drill">The drill's result; null for the others.</param>
internal sealed record JobResult(JobKind Job, ExitCode Outcome, double Seconds, string? Fault, string? Made, DrillResult? Drill);
