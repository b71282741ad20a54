using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>What is kept of a runner that is over.</summary>
/// <param name="Runner">Its id.</param>
/// <param name="Use">What the kernel counted; null where it did not.</param>
/// <param name="LogBytes">Of its redacted log; null when none is kept.</param>
internal sealed record RunnerEvidence(long Runner, ControlGroupUse? Use, long? LogBytes);
