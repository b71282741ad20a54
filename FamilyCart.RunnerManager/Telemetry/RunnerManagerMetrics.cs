using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.Telemetry;

/// <summary>The meter FamilyCart.RunnerManager.</summary>
internal sealed class RunnerManagerMetrics : IDisposable
{
    public const string MeterName = "FamilyCart.RunnerManager";

    private readonly Meter _meter;

    public RunnerManagerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableGauge(
            "familycart.runner_manager.info",
            static () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", ThisProcess.Version)),
            "{process}",
            "1 for the running manager, with its version.");
    }

    public void Dispose() => _meter.Dispose();
}
