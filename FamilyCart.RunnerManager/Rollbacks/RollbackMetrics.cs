using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>What became of rollbacks.</summary>
internal sealed class RollbackMetrics
{
    private readonly Counter<long> _rollbacks;
    private readonly Counter<long> _failedAttempts;

    public RollbackMetrics(RunnerManagerMetrics metrics)
    {
        _rollbacks = metrics.Meter.CreateCounter<long>("familycart.runner.rollbacks", "{rollback}", "Expired leases by what became of telling the rollback hook.");
        _failedAttempts = metrics.Meter.CreateCounter<long>("familycart.runner.rollback.failed_attempts", "{attempt}", "Attempts that the rollback hook did not take and that are made again.");
    }

    public void Count(RollbackOutcome outcome) => _rollbacks.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void CountFailedAttempt() => _failedAttempts.Add(1);
}
