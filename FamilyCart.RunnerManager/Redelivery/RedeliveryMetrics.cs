using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Redelivery;

/// <summary>What GitHub was asked to send again.</summary>
internal sealed class RedeliveryMetrics
{
    private readonly Counter<long> _redeliveries;

    public RedeliveryMetrics(RunnerManagerMetrics metrics) =>
        _redeliveries = metrics.Meter.CreateCounter<long>("familycart.runner.redeliveries", "{delivery}", "Deliveries that GitHub was asked to send again, by outcome.");

    /// <param name="fault">Null when GitHub took the request.</param>
    public void Count(GitHubFault? fault) => _redeliveries.Add(1, new KeyValuePair<string, object?>("outcome", fault?.ToString().ToLowerInvariant() ?? "ok"));
}
