using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Shutdown;

// Runs before any hosted service stops, the listener included: balancers see /health fail and go elsewhere in the meantime.
internal sealed partial class ReadinessDelay(
    IHostApplicationLifetime lifetime,
    ShutdownSettings settings,
    TimeProvider time,
    ILogger<ReadinessDelay> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host that is stopped by code has not said so yet.
        lifetime.StopApplication();
        LogDelay(settings.ReadinessDelay);
        await Task.Delay(settings.ReadinessDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
