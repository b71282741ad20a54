namespace OpenTelemetry.Extensions.Hosting.Implementation;

// The container disposes of the providers, which flushes them, after every hosted service has stopped.
internal sealed class TelemetryHostedService(ITelemetryHostInitializer initializer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        initializer.Initialize();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
