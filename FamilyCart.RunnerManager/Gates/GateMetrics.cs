using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>What gates answered.</summary>
internal sealed class GateMetrics
{
    private readonly Counter<long> _answers;

    public GateMetrics(RunnerManagerMetrics metrics) =>
        _answers = metrics.Meter.CreateCounter<long>("familycart.runner.gate.answers", "{answer}", "Answers of gates by environment: primary, secondary, none, or unknown while the fleet cannot be looked at.");

    public void Count(DeployEnvironment environment, string answer) =>
        _answers.Add(1, new KeyValuePair<string, object?>("environment", GateWords.Of(environment)), new KeyValuePair<string, object?>("answer", answer));
}
