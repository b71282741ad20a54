using System.Net;
using System.Net.Sockets;

namespace FamilyCart.Api.Limits;

/// <summary>Where a request comes from, as coarsely as one person can be told from another.</summary>
internal static class ClientAddress
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const int NetworkBytes = 8;

    /// <summary>
    /// Returns the IPv4 address, or the /64 network of an IPv6 address, of which one person has 18 trillion. Behind a trusted proxy
    /// it is the address that the proxy saw, which is the last one that the header names.
    /// </summary>
    internal static IPAddress Of(HttpContext context, IReadOnlyList<IPNetwork> trustedProxies)
    {
        var peer = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return Coarse(trustedProxies.Any(proxy => proxy.Contains(peer)) && Forwarded(context) is { } client ? client : peer);
    }

    private static IPAddress? Forwarded(HttpContext context)
    {
        var header = context.Request.Headers[ForwardedFor].ToString();
        var last = header[(header.LastIndexOf(',') + 1)..].Trim();
        return IPEndPoint.TryParse(last, out var client) ? Plain(client.Address) : null;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPAddress Coarse(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
