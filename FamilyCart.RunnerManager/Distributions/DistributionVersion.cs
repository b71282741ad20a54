using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>The version of this host's runner, and whether GitHub still takes it.</summary>
internal sealed class DistributionVersion
{
    public DistributionVersion(RunnerManagerMetrics metrics) => metrics.Meter.CreateObservableGauge(
        "familycart.runner.distribution_deprecated",
        () => Current is { } version ? [new Measurement<int>(IsDeprecated ? 1 : 0, new KeyValuePair<string, object?>("version", version))] : (IEnumerable<Measurement<int>>)[],
        "{distribution}",
        "1 while GitHub takes no listener of this host's version any more, otherwise 0.");

    /// <summary>Null until it is known.</summary>
    public string? Current { get; set; }

    /// <summary>Whether the last listener was sent away for its version.</summary>
    public bool IsDeprecated { get; set; }
}
