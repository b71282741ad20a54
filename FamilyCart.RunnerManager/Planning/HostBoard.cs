using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>How many runners each host carries that is alive and in service.</summary>
internal sealed class HostBoard
{
    private readonly Dictionary<string, int> _loads = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<string> _drained = [];

    public HostBoard(FleetSnapshot fleet)
    {
        foreach (var host in fleet.Hosts.Where(host => host.IsAlive))
        {
            if (fleet.DrainOf(DrainTarget.Host, host.Name) is null)
            {
                _loads.Add(host.Name, 0);
                _names.Add(host.Name);
            }
            else
            {
                _drained.Add(host.Name);
            }
        }

        _names.Sort(StringComparer.Ordinal);
    }

    /// <summary>Whether a living host could carry the pool if it were in service.</summary>
    public bool HasDrained(Pool pool) => _drained.Exists(pool.MayUse);

    /// <summary>Counts a runner.</summary>
    public void Add(string host)
    {
        ref var load = ref CollectionsMarshal.GetValueRefOrNullRef(_loads, host);
        if (!Unsafe.IsNullRef(ref load))
        {
            load++;
        }
    }

    /// <summary>Finds a place for a runner and counts it.</summary>
    /// <returns>The host with the fewest runners, of equal ones the first in the pool's own order; null when there is none.</returns>
    public string? Take(Pool pool)
    {
        string? best = null;
        foreach (var host in pool.Hosts.Count > 0 ? pool.Hosts : _names)
        {
            if (_loads.TryGetValue(host, out var load) && (best is null || load < _loads[best]))
            {
                best = host;
            }
        }

        if (best is not null)
        {
            _loads[best]++;
        }

        return best;
    }
}
