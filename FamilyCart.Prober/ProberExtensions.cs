using FamilyCart.Prober.Doors;
using FamilyCart.Prober.Running;
using FamilyCart.Prober.Telemetry;
using FamilyCart.Prober.Walks;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Prober;

/// <summary>Composes the prober.</summary>
internal static class ProberExtensions
{
    public static IHostApplicationBuilder AddProber(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings(ProbeSettings.Section, ProbeSettings.Read);
        services.AddSingleton<IDoor, PublicDoor>();
        services.AddSingleton<ProbeMetrics>();
        services.AddSingleton<ProbeActivity>();
        services.AddSingleton<Walker>();
        services.AddSingleton<LastWalk>();
        services.AddSingleton<ProbeWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ProbeWorker>());
        services.AddHealthChecks().AddCheck<WalksCheck>(WalksCheck.Name);
        return builder;
    }
}
