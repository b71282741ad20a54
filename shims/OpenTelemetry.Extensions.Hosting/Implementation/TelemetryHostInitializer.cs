namespace OpenTelemetry.Extensions.Hosting.Implementation;

internal sealed class TelemetryHostInitializer(IServiceProvider services) : ITelemetryHostInitializer
{
    public void Initialize()
    {
        // Resolving a provider is what builds it and starts its listeners and exporters; one that was not configured is null.
        services.GetService<MeterProvider>();
        services.GetService<TracerProvider>();
        services.GetService<LoggerProvider>();
    }
}
