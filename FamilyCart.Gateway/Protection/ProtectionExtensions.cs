using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Protection.Connections;
using FamilyCart.Gateway.Protection.Holding;
using FamilyCart.Gateway.Protection.Limits;
using FamilyCart.Gateway.Protection.Origins;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FamilyCart.Gateway.Protection;

/// <summary>Composes what keeps the public door.</summary>
internal static class ProtectionExtensions
{
    public static IServiceCollection AddProtection(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddSettings(LimitSettings.Section, LimitSettings.Read);
        services.AddSettings(ConnectionSettings.Section, ConnectionSettings.Read);
        services.AddSettings(OriginSettings.Section, reader => OriginSettings.Read(reader, mustNameHosts: environment.IsProduction()));
        services.AddSettings(HoldSettings.Section, HoldSettings.Read);
        services.AddSingleton<HoldRoom>();
        services.AddSingleton<ProtectionMetrics>();
        services.AddSingleton<Refusals>();
        services.AddSingleton<ClientLimits>();
        services.AddSingleton<ConnectionGate>();
        services.AddHostedService<KestrelRefusals>();
        services.AddOptions<KestrelServerOptions>().Configure<IConfiguration>(ConnectionLimits.Apply);
        services.AddOptions<ForwardedHeadersOptions>().Configure<OriginSettings>(KnownProxies.Apply);
        return services;
    }

    /// <summary>Adds what every request at the public door passes; the admin listener's do not.</summary>
    public static void UseProtection(this WebApplication app)
    {
        var configuration = app.Services.GetRequiredService<GatewayConfiguration>();
        app.UseWhen(context => !DoorMatcherPolicy.IsAdmin(context, configuration), door =>
        {
            door.UseForwardedHeaders();
            door.UseMiddleware<PublicGuard>();
            door.UseMiddleware<HostGuard>();
            door.UseMiddleware<CrossOrigin>();
            door.UseMiddleware<RateLimits>();
            door.UseMiddleware<SocketGate>();
        });
    }
}
