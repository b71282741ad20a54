using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Forwarding;
using FamilyCart.Gateway.Traffic;

namespace FamilyCart.Gateway.Routing;

/// <summary>
/// What the gateway forwards. YARP's forwarder is called directly: its pipeline of routes, clusters and destinations is work for
/// every request, and choosing between two slots is ours anyway.
/// </summary>
internal static class ProxyEndpoints
{
    public static void MapProxy(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        foreach (var route in ProxyRoute.All(services.GetRequiredService<GatewayConfiguration>()))
        {
            var transformer = new RouteTransformer(route);
            var forwarder = services.GetRequiredService<UpstreamForwarder>();
            var slots = services.GetRequiredService<SlotRouting>();
            RequestDelegate once = route.Name == ProxyRoute.Api
                ? context => slots.InvokeAsync(context, transformer)
                : context => forwarder.SendAsync(context, route.Upstream, transformer);
            var attempts = ActivatorUtilities.CreateInstance<ForwardingAttempts>(services, once);
            endpoints.Map(route.Pattern, route.PagePrefix is { } prefix ? PrefixRedirect.Before(prefix, attempts.InvokeAsync) : attempts.InvokeAsync)
                .WithOrder(route.Order)
                .WithMetadata(new PublicDoor(route.Name));
        }
    }
}
