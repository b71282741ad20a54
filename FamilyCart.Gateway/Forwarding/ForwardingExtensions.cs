namespace FamilyCart.Gateway.Forwarding;

/// <summary>Composes what sends requests to upstreams.</summary>
internal static class ForwardingExtensions
{
    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<UpstreamForwarder>();
        services.AddSingleton<UpstreamCutoff>();
        return services;
    }
}
