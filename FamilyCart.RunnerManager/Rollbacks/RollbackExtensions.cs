using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>Adds the rollback hook.</summary>
internal static class RollbackExtensions
{
    public static IHostApplicationBuilder AddRollbacks(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings(RollbackHookSettings.Section, RollbackHookSettings.Read);
        // Only to the address that is configured: no redirect, no proxy, no cookie takes it elsewhere.
        services.AddHttpClient(RollbackHook.ClientName).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        services.AddSingleton<RollbackHook>();
        services.AddSingleton<RollbackMetrics>();
        services.AddSingleton<RollbackStore>();
        services.AddHostedService<RollbackSender>();
        return builder;
    }
}
