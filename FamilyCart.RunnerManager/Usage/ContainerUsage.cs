using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>
/// The use of runners that are containers: from the kernel where the engine runs on this machine, else from the engine, which knows
/// less. Their builders are not counted.
/// </summary>
internal sealed class ContainerUsage(OwnContainers own, EngineClient engine) : IUsageSource
{
    private const double Nanosecond = 1e-9;

    public async ValueTask<ControlGroupUse?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await own.FindAsync(name, cancellationToken) is { } view ? await UseAsync(view, cancellationToken) : null;

    public async ValueTask<ControlGroupUse?> LastAsync(string name, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(name, cancellationToken) is not { } view)
        {
            return null;
        }

        var use = await UseAsync(view, cancellationToken);
        // Only at the end the engine itself says whether something of it was ended for memory.
        await engine.KillAsync(view.Id!, cancellationToken);
        var isKilledForMemory = await own.FindAsync(name, cancellationToken) is { State.OutOfMemory: true };
        return isKilledForMemory && use?.MemoryKills is null or 0 ? (use ?? ControlGroupUse.Unknown) with { MemoryKills = 1 } : use;
    }

    public async ValueTask<long?> DiskBytesAsync(string name, CancellationToken cancellationToken)
    {
        // The engine would count the volumes of everybody on it, so this is done where they can be seen.
        if (await own.FindAsync(name, cancellationToken) is not { } view || LocalContainer.Of(view) is null)
        {
            return null;
        }

        var sources = view.Mounts?.Where(mount => mount is { Type: "volume", Source.Length: > 0 }).Select(mount => FolderSize.Of(mount.Source!)).OfType<long>().ToList();
        return sources is { Count: > 0 } ? sources.Sum() : null;
    }

    private async Task<ControlGroupUse?> UseAsync(ContainerView view, CancellationToken cancellationToken)
    {
        if (LocalContainer.Of(view) is { } container)
        {
            return container.Group.Use();
        }

        return view.State is { ProcessId: > 0 } && await engine.StatsAsync(view.Id!, cancellationToken) is { } stats ? Of(stats) : null;
    }

    /// <summary>As the kernel would say it.</summary>
    internal static ControlGroupUse? Of(ContainerStats stats)
    {
        var (time, memory) = (stats.Processors?.Usage?.Total, stats.Memory);
        if (time is null or 0)
        {
            // It ended meanwhile: nothing counts zero.
            return null;
        }

        var cache = memory?.Details?.GetValueOrDefault("total_inactive_file", memory.Details.GetValueOrDefault("inactive_file"));
        return new(
            time * Nanosecond,
            memory?.Usage is { } usage ? Whole(usage - Math.Min(usage, cache ?? 0)) : null,
            Whole(memory?.Peak is 0 ? null : memory?.Peak),
            Whole(memory?.Limit is 0 ? null : memory?.Limit),
            null,
            Whole(stats.Processes?.Current),
            null);
    }

    // An engine writes what has no limit as the largest number that there is.
    private static long? Whole(ulong? number) => number <= long.MaxValue ? (long)number : null;
}
