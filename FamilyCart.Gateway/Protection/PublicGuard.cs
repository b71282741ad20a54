using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyCart.Gateway.Protection;

/// <summary>Refuses at the public door what no service should have to judge.</summary>
internal sealed class PublicGuard(RequestDelegate next, GatewayConfiguration configuration)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (DoorMatcherPolicy.IsAdmin(context, configuration))
        {
            return next(context);
        }

        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestTarget.IsPlain(rawTarget))
        {
            return Refuse(context, StatusCodes.Status400BadRequest, "The path is ambiguous.");
        }

        if (OperatorPaths.Contains(context.Request.Path))
        {
            return Refuse(context, StatusCodes.Status404NotFound, "Nothing lives at this path.");
        }

        // A length that is announced is refused before the body is sent; one that is not, while it is read.
        if (context.Request.ContentLength > configuration.RequestBodyBytes)
        {
            // Kestrel takes the rest off the wire for five seconds at most. Closing on it at once could cost the client the answer.
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            return Refuse(
                context, StatusCodes.Status413PayloadTooLarge, $"A body may have {configuration.RequestBodyBytes} bytes at most.");
        }

        HopByHopHeaders.RemoveFrom(context.Request.Headers);
        return next(context);
    }

    private static Task Refuse(HttpContext context, int status, string detail)
    {
        GatewayMetrics.MarkRefused(context);
        return TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
    }
}
