namespace FamilyCart.AppHost.Resources.Redis;

/// <summary>How much Redis may hold and whether it survives a restart: section <c>Redis</c>.</summary>
internal sealed record RedisOptions
{
    public required int MaximumMemoryMegabytes { get; init; }

    public required string EvictionPolicy { get; init; }

    /// <summary>Write every command to disk, flushed each second; off, a restart begins empty.</summary>
    public required bool AppendOnly { get; init; }
}
