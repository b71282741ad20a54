using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>All that a decision rests on, at one moment.</summary>
/// <param name="Now">The store's time: one clock for the whole fleet.</param>
/// <param name="Pools">As configured.</param>
/// <param name="Hosts">All that were ever heard of.</param>
/// <param name="Jobs">All that are not over, oldest first.</param>
/// <param name="Runners">All that are not gone.</param>
internal sealed record FleetSnapshot(
    DateTimeOffset Now,
    IReadOnlyList<Pool> Pools,
    IReadOnlyList<FleetHost> Hosts,
    IReadOnlyList<FleetJob> Jobs,
    IReadOnlyList<FleetRunner> Runners)
{
    /// <summary>The pools for which GitHub registers no runners.</summary>
    public IReadOnlyList<PoolRefusal> Refusals { get; init; } = [];

    /// <summary>What operators took out of service.</summary>
    public IReadOnlyList<Drain> Drains { get; init; } = [];
}
