using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.Telemetry;

/// <summary>The meter FamilyCart.RunnerManager.</summary>
internal sealed class RunnerManagerMetrics
{
    public const string MeterName = "FamilyCart.RunnerManager";

    public RunnerManagerMetrics(IMeterFactory meters) =>
        meters.Create(MeterName).CreateObservableGauge(
            "familycart.runner_manager.info",
            static () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", ServiceVersion.Text)),
            "{process}",
            "1 for the running manager, with its version.");
}
