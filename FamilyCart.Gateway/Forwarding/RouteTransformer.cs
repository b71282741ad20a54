using FamilyCart.Gateway.Protection;
using FamilyCart.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>What the gateway tells an upstream about the client, and what it keeps from both.</summary>
internal sealed class RouteTransformer(ProxyRoute route) : HttpTransformer
{
    // By which a proxy tells Grafana who somebody is, where it is set up so. This one tells nobody.
    private const string LoginPrefix = "X-WEBAUTH-";

    // What a client claims about itself; this is the outermost door.
    private static readonly string[] _claims =
    [
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "X-Original-For", "X-Original-Proto", "X-Original-Host",
        "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-JWT-Assertion",
    ];

    private readonly PathString _hidden = route.HiddenPrefix ?? PathString.Empty;

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var request = httpContext.Request;
        var headers = proxyRequest.Headers;
        foreach (var claim in _claims)
        {
            headers.Remove(claim);
        }

        if (httpContext.Connection.RemoteIpAddress is { } address)
        {
            headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        }

        headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        if (request.Host.HasValue)
        {
            headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.ToUriComponent());
        }

        if (route.KeepsHost)
        {
            foreach (var name in request.Headers.Keys.Where(name => name.StartsWith(LoginPrefix, StringComparison.OrdinalIgnoreCase)))
            {
                headers.Remove(name);
            }
        }
        else
        {
            headers.Host = null;
        }

        if (_hidden.HasValue && request.Path.StartsWithSegments(_hidden, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            headers.TryAddWithoutValidation("X-Forwarded-Prefix", _hidden.Value);
            proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(destinationPrefix, rest.HasValue ? rest : "/", request.QueryString);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var isPassedOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is { Headers.Connection: { Count: > 0 } connection })
        {
            foreach (var name in HopByHopHeaders.NamedBy(connection))
            {
                httpContext.Response.Headers.Remove(name);
            }
        }

        return isPassedOn;
    }
}
