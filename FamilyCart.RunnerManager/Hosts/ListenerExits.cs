using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>Counts why the listeners of this host ended.</summary>
internal sealed class ListenerExits(RunnerManagerMetrics metrics, DistributionVersion version)
{
    private readonly Counter<long> _exits = metrics.Meter.CreateCounter<long>("familycart.runner.listener_exits", "{listener}", "Listeners that ended, by why.");

    public void Count(ListenerEnd end)
    {
        _exits.Add(1, new KeyValuePair<string, object?>("reason", ListenerEnds.Word(end)));
        if (end is ListenerEnd.VersionDeprecated or ListenerEnd.Done)
        {
            version.IsDeprecated = end == ListenerEnd.VersionDeprecated;
        }
    }
}
