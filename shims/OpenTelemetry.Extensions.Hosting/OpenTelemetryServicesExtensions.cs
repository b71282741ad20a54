using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Extensions.Hosting.Implementation;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds OpenTelemetry to a host.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>
    /// Makes the host build the providers before any other hosted service starts and dispose of them, flushed, with itself.
    /// </summary>
    /// <param name="services">The host's services. Calling this again adds nothing twice.</param>
    /// <returns>The builder of metrics, traces and logs.</returns>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        if (!services.Any(service => service.ImplementationType == typeof(TelemetryHostedService)))
        {
            services.TryAddSingleton<ITelemetryHostInitializer, TelemetryHostInitializer>();
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());
        }

        return new OpenTelemetryBuilder(services);
    }
}
