using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>Tells which requests may be sent once more: those that only ask, have no body, and for which no connection to the upstream came about.</summary>
internal static class RequestRetry
{
    /// <summary>Whether the request that failed cannot have had an effect.</summary>
    public static bool IsHarmless(HttpContext context) => IsOnlyAsking(context) && NeverArrived(context);

    private static bool IsOnlyAsking(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    private static bool NeverArrived(HttpContext context) =>
        !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && context.Features.Get<IForwarderErrorFeature>() is { Error: ForwarderError.Request, Exception: HttpRequestException fault }
        && fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
}
