using System.Net;
using System.Net.Sockets;

namespace FamilyCart.Gateway.Traffic;

/// <summary>What tells one client from another: the cookie <c>fc_slot</c>, else the bearer token, else the address.</summary>
internal static class ClientKey
{
    public const string Cookie = "fc_slot";

    private const string Bearer = "Bearer ";
    private const int LongestCookie = 64;
    private const int Network = 8;

    /// <summary>Whether the client shows a cookie or a token.</summary>
    public static bool IsKnown(HttpRequest request) => CookieOf(request) is not null || BearerOf(request) is not null;

    /// <summary>The client's hash. Neither the cookie nor the token is kept.</summary>
    public static ulong Of(HttpContext context) =>
        HashOf(CookieOf(context.Request) ?? BearerOf(context.Request)) ?? OfAddress(context.Connection.RemoteIpAddress);

    /// <summary>The hash of an address; of IPv6 the network of 64 bits, of which one client has all.</summary>
    public static ulong OfAddress(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        plain.TryWriteBytes(bytes, out var length);
        return StickyHash.Of(bytes[..(plain.AddressFamily == AddressFamily.InterNetworkV6 ? Network : length)]);
    }

    private static string? CookieOf(HttpRequest request) =>
        request.Headers.Cookie.Count > 0 && request.Cookies[Cookie] is { Length: > 0 and <= LongestCookie } cookie ? cookie : null;

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : null;

    private static ulong? HashOf(string? text) => text is null ? null : StickyHash.Of(text);
}
