using FamilyCart.RunnerManager.Fleet;

namespace FamilyCart.RunnerManager.History;

/// <summary>A step that a runner has taken.</summary>
/// <param name="At">When.</param>
/// <param name="State">Where it got to.</param>
/// <param name="Reason">Why, where it is not plain.</param>
internal sealed record LifeStep(DateTimeOffset At, RunnerState State, string? Reason);
