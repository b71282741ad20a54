using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>What the machine says of a runner's use.</summary>
/// <remarks>A machine that does not answer is an <see cref="IOException"/>.</remarks>
internal interface IUsageSource
{
    /// <summary>What the kernel counted so far; null where it does not count this runner.</summary>
    ValueTask<ControlGroupUse?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>What the kernel counted in all of a runner that is over. Asked once, before it is removed; what still runs of it may end by that.</summary>
    ValueTask<ControlGroupUse?> LastAsync(string name, CancellationToken cancellationToken);

    /// <summary>What its files hold, in bytes; null when it has none, or they cannot be seen.</summary>
    ValueTask<long?> DiskBytesAsync(string name, CancellationToken cancellationToken);
}
