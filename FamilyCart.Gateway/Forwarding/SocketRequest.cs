using Microsoft.AspNetCore.Http.Features;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>Tells requests for a WebSocket from others: an upgrade of HTTP/1.1, or an extended CONNECT of HTTP/2 (RFC 8441).</summary>
internal static class SocketRequest
{
    public static bool Is(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    /// <summary>Whether the answer opened the socket: 101, over HTTP/2 any 2xx.</summary>
    public static bool IsOpened(HttpContext context) =>
        context.Response.StatusCode is StatusCodes.Status101SwitchingProtocols
        || (context.Response.StatusCode is >= 200 and < 300 && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true });
}
