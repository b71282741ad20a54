namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>What the kernel counted of a runner and all that it started. Null where the machine does not count it.</summary>
/// <param name="ProcessorSeconds">Seconds of one processor so far.</param>
/// <param name="MemoryBytes">What it cannot do without now, in bytes: without the cache that the kernel would give back first.</param>
/// <param name="PeakMemoryBytes">The most so far, in bytes, cache of files included.</param>
/// <param name="MemoryLimitBytes">What it may have, in bytes.</param>
/// <param name="MemoryKills">Processes that were ended since the limit was reached.</param>
/// <param name="Processes">Processes and threads now.</param>
/// <param name="ProcessesRefused">Processes and threads that were refused at their limit.</param>
internal sealed record ControlGroupUse(
    double? ProcessorSeconds, long? MemoryBytes, long? PeakMemoryBytes, long? MemoryLimitBytes, long? MemoryKills, long? Processes, long? ProcessesRefused)
{
    public static ControlGroupUse Unknown { get; } = new(null, null, null, null, null, null, null);
}
