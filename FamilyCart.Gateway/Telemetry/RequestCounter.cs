using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;

namespace FamilyCart.Gateway.Telemetry;

/// <summary>Counts every answer of the public door, refusals included.</summary>
internal sealed class RequestCounter(RequestDelegate next, GatewayConfiguration configuration, GatewayMetrics metrics)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (!DoorMatcherPolicy.IsAdmin(context, configuration))
            {
                metrics.Answered(context);
            }
        }
    }
}
