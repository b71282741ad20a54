using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Usage;

namespace FamilyCart.RunnerManager.Telemetry;

/// <summary>Makes the instruments that nothing else asks for, once the configuration was found to be good.</summary>
internal sealed class Instruments(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<RunnerManagerMetrics>();
        _ = services.GetRequiredService<FleetMetrics>();
        _ = services.GetRequiredService<UsageMetrics>();
        _ = services.GetRequiredService<HealthMetrics>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
