namespace FamilyCart.Gateway.Telemetry;

/// <summary>Begins the counters once somebody listens to them, which is not yet so while they are made.</summary>
internal sealed class FirstSeries(GatewayMetrics metrics) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Begin();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
