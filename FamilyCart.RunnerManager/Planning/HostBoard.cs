using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>How many runners each living host carries.</summary>
internal sealed class HostBoard(IEnumerable<FleetHost> hosts)
{
    private readonly SortedDictionary<string, int> _loads = new(hosts.Where(host => host.IsAlive).ToDictionary(host => host.Name, _ => 0, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Counts a runner.</summary>
    public void Add(string host)
    {
        if (_loads.TryGetValue(host, out var load))
        {
            _loads[host] = load + 1;
        }
    }

    /// <summary>Finds a place for a runner and counts it.</summary>
    /// <returns>The living host with the fewest runners, of equal ones the first in the pool's own order; null when there is none.</returns>
    public string? Take(Pool pool)
    {
        string? best = null;
        foreach (var host in pool.Hosts.Count > 0 ? pool.Hosts : (IEnumerable<string>)_loads.Keys)
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
