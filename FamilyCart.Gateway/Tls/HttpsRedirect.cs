using System.Globalization;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyCart.Gateway.Tls;

/// <summary>Sends plain http to the same path and query over https, by 308, which keeps method and body.</summary>
internal sealed class HttpsRedirect(RequestDelegate next, HttpsSettings settings, GatewayConfiguration configuration)
{
    private const int StandardPort = 443;

    private readonly bool _isWanted = settings is { Url: not null, Redirect: true };
    private readonly string _port = settings.PublicPort == StandardPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{settings.PublicPort}");

    public Task InvokeAsync(HttpContext context)
    {
        if (!_isWanted || context.Request.IsHttps || DoorMatcherPolicy.IsAdmin(context, configuration)
            || context.GetEndpoint()?.Metadata.GetMetadata<PlainHttp>() is not null)
        {
            return next(context);
        }

        var host = context.Request.Host.Host;
        if (!IsName(host))
        {
            GatewayMetrics.MarkRefused(context);
            return TypedResults.Problem("The host is no name of a machine.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"https://{host}{_port}{TargetOf(context)}";
        return Task.CompletedTask;
    }

    // What the client wrote: to decode and encode it again could make another path of it.
    private static string TargetOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target is ['/', ..] ? target : $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString}";
    }

    private static bool IsName(string host) => host is ['[', .. var address, ']']
        ? Uri.CheckHostName(address) == UriHostNameType.IPv6
        : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
}
