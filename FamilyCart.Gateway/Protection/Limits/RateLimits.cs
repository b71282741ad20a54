using System.Globalization;
using FamilyCart.Gateway.Telemetry;

namespace FamilyCart.Gateway.Protection.Limits;

/// <summary>Answers 429 to clients that ask too often, and says when to come again.</summary>
internal sealed class RateLimits(RequestDelegate next, ClientLimits limits, ProtectionMetrics metrics)
{
    public Task InvokeAsync(HttpContext context) =>
        RequestClass.Of(context) is not { } limit || limits.TryTake(limit, AddressKey.Of(context.Connection.RemoteIpAddress), out var wait)
            ? next(context)
            : RefuseAsync(context, limit, wait);

    private Task RefuseAsync(HttpContext context, LimitClass limit, TimeSpan wait)
    {
        GatewayMetrics.MarkRefused(context);
        metrics.Limited(limit);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem("There were too many requests from this address. This one was not carried out.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(context);
    }
}
