using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Registrations;

/// <summary>What was left behind and removed.</summary>
internal sealed class RegistrationMetrics
{
    private readonly Counter<long> _removed;

    public RegistrationMetrics(RunnerManagerMetrics metrics) =>
        _removed = metrics.Meter.CreateCounter<long>("familycart.runner.orphans_removed", "{runner}", "Registrations that nobody had any more, by what became of them.");

    public void Count(string outcome) => _removed.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
