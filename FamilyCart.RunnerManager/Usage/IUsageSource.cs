using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>What the machine says of a runner's use.</summary>
internal interface IUsageSource
{
    /// <summary>What the kernel counted so far; null where it does not count this runner.</summary>
    ControlGroupUse? Read(string name);

    /// <summary>What its files hold, in bytes; null when it has none.</summary>
    long? DiskBytes(string name);
}
