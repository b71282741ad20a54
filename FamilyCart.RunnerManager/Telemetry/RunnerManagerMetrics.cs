using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.Telemetry;

/// <summary>The meter FamilyCart.RunnerManager.</summary>
internal sealed class RunnerManagerMetrics : IDisposable
{
    public const string MeterName = "FamilyCart.RunnerManager";

    /// <summary>For the instruments of the other concepts.</summary>
    public Meter Meter { get; }

    public RunnerManagerMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        Meter.CreateObservableGauge(
            "familycart.runner_manager.info",
            static () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", ThisProcess.Version)),
            "{process}",
            "1 for the running manager, with its version.");
    }

    public void Dispose() => Meter.Dispose();
}
