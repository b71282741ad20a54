using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>What came in at the webhook.</summary>
internal sealed class WebhookMetrics
{
    private readonly Counter<long> _deliveries;

    public WebhookMetrics(RunnerManagerMetrics metrics) =>
        _deliveries = metrics.Meter.CreateCounter<long>("familycart.runner.deliveries", "{delivery}", "Requests to the webhook by what became of them.");

    public void Count(WebhookOutcome outcome) => _deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
}
