using FamilyCart.Gateway.Configuration;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyCart.Gateway.Protection;

/// <summary>Refuses at the public door what no service should have to judge.</summary>
internal sealed class PublicGuard(RequestDelegate next, GatewayConfiguration configuration, Refusals refusals)
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    public Task InvokeAsync(HttpContext context)
    {
        if (!MessageFraming.IsPlain(context.Request))
        {
            // What follows on this connection may be the rest of the message or another one.
            context.Response.Headers.Connection = "close";
            return refusals.RefuseAsync(context, RefusalReason.Framing, StatusCodes.Status400BadRequest, "The length of the message is ambiguous.");
        }

        if (!MessageFraming.HasPlainNames(context.Request))
        {
            return refusals.RefuseAsync(context, RefusalReason.Malformed, StatusCodes.Status400BadRequest, "A header's name is none.");
        }

        if (IsForProxies(context))
        {
            context.Response.Headers.Allow = Methods;
            return refusals.RefuseAsync(context, RefusalReason.Method, StatusCodes.Status405MethodNotAllowed, "This method is not served here.");
        }

        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestTarget.IsPlain(rawTarget))
        {
            return refusals.RefuseAsync(context, RefusalReason.Path, StatusCodes.Status400BadRequest, "The path is ambiguous.");
        }

        if (OperatorPaths.Contains(context.Request.Path))
        {
            return refusals.RefuseAsync(context, RefusalReason.Operator, StatusCodes.Status404NotFound, "Nothing lives at this path.");
        }

        // A length that is announced is refused before the body is sent; one that is not, while it is read.
        if (context.Request.ContentLength > configuration.RequestBodyBytes)
        {
            // Kestrel takes the rest off the wire for five seconds at most. Closing on it at once could cost the client the answer.
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            return refusals.RefuseAsync(
                context, RefusalReason.Body, StatusCodes.Status413PayloadTooLarge, $"A body may have {configuration.RequestBodyBytes} bytes at most.");
        }

        HopByHopHeaders.RemoveFrom(context.Request.Headers);
        return next(context);
    }

    // A socket over HTTP/2 is a CONNECT as well.
    private static bool IsForProxies(HttpContext context) =>
        HttpMethods.IsTrace(context.Request.Method)
        || (HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true });
}
