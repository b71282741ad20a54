using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>Counts why the listeners of this host ended.</summary>
internal sealed class ListenerExits(RunnerManagerMetrics metrics, DistributionVersion version)
{
    private readonly Counter<long> _exits = metrics.Meter.CreateCounter<long>("familycart.runner.listener_exits", "{listener}", "Listeners that ended, by why.");

    /// <param name="end">Why.</param>
    /// <param name="driver">Of its pool; containers bring a distribution of their own.</param>
    public void Count(ListenerEnd end, RunnerDriver driver)
    {
        _exits.Add(1, new KeyValuePair<string, object?>("reason", ListenerEnds.Word(end)));
        if (driver == RunnerDriver.Process && end is (ListenerEnd.VersionDeprecated or ListenerEnd.Done))
        {
            version.IsDeprecated = end == ListenerEnd.VersionDeprecated;
        }
    }
}
