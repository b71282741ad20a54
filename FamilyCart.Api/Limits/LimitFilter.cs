using System.Globalization;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Limits;

/// <summary>Stops a client address that calls an endpoint with credentials too often: 429, with when to try again.</summary>
internal sealed class LimitFilter(ClientLimiter limiter, LimitSettings settings, AccountMetrics metrics) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (limiter.Take(ClientAddress.Of(http, settings.TrustedProxies)) is not { } wait)
        {
            return await next(context);
        }

        metrics.RequestLimited((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown");
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return FailureProblems.ToHttp(Failure.TooManyRequests);
    }
}
