namespace FamilyCart.Gateway.Traffic;

/// <summary>Composes what gives each request its slot.</summary>
internal static class TrafficExtensions
{
    public static IServiceCollection AddTraffic(this IServiceCollection services)
    {
        services.AddSingleton<TrafficDirector>();
        services.AddSingleton<ActiveUpstream>();
        services.AddSingleton<PauseGate>();
        services.AddSingleton<SlotStatistics>();
        services.AddSingleton<SocketRegister>();
        services.AddSingleton<RequestCut>();
        services.AddSingleton<SlotRouting>();
        services.AddSingleton<SlotRates>();
        services.AddHostedService(provider => provider.GetRequiredService<SlotRates>());
        return services;
    }
}
