using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults.Shutdown;

internal static class ShutdownExtensions
{
    public static void AddGracefulShutdown(this IServiceCollection services)
    {
        services.AddSettings(ShutdownSettings.Section, ShutdownSettings.Read);
        services.AddHealthChecks().AddCheck<AcceptingCheck>(AcceptingCheck.Name);
        services.AddHostedService<ReadinessDelay>();
        services.AddHostedService<OwnerWatch>();
        services.AddOptions<HostOptions>().Configure<IConfiguration>((host, configuration) =>

            // Read here and not from the validated settings: the host wants this while it is built, before faults are reported.
            host.ShutdownTimeout = ShutdownSettings.Read(new SettingReader(configuration.GetSection(ShutdownSettings.Section))).Timeout);
    }
}
