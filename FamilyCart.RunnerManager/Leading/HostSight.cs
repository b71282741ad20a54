using FamilyCart.RunnerManager.Fleet;

namespace FamilyCart.RunnerManager.Leading;

/// <summary>
/// Counts against no host the time in which nobody could look: while the database was away no host could renew its lease either,
/// and the first look afterwards comes before the hosts' own.
/// </summary>
/// <param name="gap">From here on the time between two looks counts as blindness.</param>
internal sealed class HostSight(TimeSpan gap)
{
    private DateTimeOffset _since;
    private DateTimeOffset? _last;

    /// <summary>The same fleet, whose lost hosts are lost since the looks are without a gap at the earliest.</summary>
    public FleetSnapshot See(FleetSnapshot fleet)
    {
        if (_last is not { } last || fleet.Now - last > gap)
        {
            _since = fleet.Now;
        }

        _last = fleet.Now;
        return fleet with { Hosts = [.. fleet.Hosts.Select(host => host.LostSince < _since ? host with { LostSince = _since } : host)] };
    }
}
