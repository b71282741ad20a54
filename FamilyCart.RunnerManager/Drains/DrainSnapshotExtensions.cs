using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drains;

/// <summary>What of a fleet is out of service.</summary>
internal static class DrainSnapshotExtensions
{
    /// <returns>Null while it is in service.</returns>
    public static Drain? DrainOf(this FleetSnapshot fleet, DrainTarget target, string name)
    {
        foreach (var drain in fleet.Drains)
        {
            if (drain.Target == target && drain.Name == name)
            {
                return drain;
            }
        }

        return null;
    }

    /// <summary>Whether a runner shall end once it has no job: it, its pool or its host is drained.</summary>
    public static bool IsDrained(this FleetSnapshot fleet, FleetRunner runner) => fleet.Drains.Count > 0
        && (fleet.DrainOf(DrainTarget.Runner, runner.Name) ?? fleet.DrainOf(DrainTarget.Pool, runner.Pool) ?? fleet.DrainOf(DrainTarget.Host, runner.Host)) is not null;

    /// <summary>Whether nobody wants runners of a pool: it is drained, or every host that may carry it is.</summary>
    public static bool IsOutOfService(this FleetSnapshot fleet, Pool pool)
    {
        if (fleet.Drains.Count == 0)
        {
            return false;
        }

        var hosts = fleet.Hosts.Where(host => pool.MayUse(host.Name)).ToList();
        return fleet.DrainOf(DrainTarget.Pool, pool.Name) is not null
            || (hosts.Count > 0 && hosts.TrueForAll(host => fleet.DrainOf(DrainTarget.Host, host.Name) is not null));
    }
}
