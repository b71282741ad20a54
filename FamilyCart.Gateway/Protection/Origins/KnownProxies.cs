using Microsoft.AspNetCore.HttpOverrides;

namespace FamilyCart.Gateway.Protection.Origins;

/// <summary>Takes the client's address, scheme and host from proxies that are known. What others claim is replaced on the way to a service.</summary>
internal static class KnownProxies
{
    public static void Apply(ForwardedHeadersOptions options, OriginSettings settings)
    {
        // Loopback is among them by default, where every local client is.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardLimit = null;
        options.ForwardedHeaders = settings.Proxies.IsEmpty
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var network in settings.Proxies)
        {
            options.KnownIPNetworks.Add(network);
        }
    }
}
