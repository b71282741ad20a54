using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Shutdown;

internal static class ShutdownExtensions
{
    public static void AddGracefulShutdown(this IServiceCollection services)
    {
        services.AddSettings(ShutdownSettings.Section, ShutdownSettings.Read);
        services.AddHealthChecks().AddCheck<AcceptingCheck>(AcceptingCheck.Name);
        services.AddHostedService<ReadinessDelay>();
        services.AddOptions<HostOptions>().Configure<IOptions<SettingsOf<ShutdownSettings>>>((host, shutdown) =>
            host.ShutdownTimeout = shutdown.Value.Value!.Timeout);
    }
}
