using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Forwarding;

namespace FamilyCart.Gateway.Telemetry;

/// <summary>Counts every answer of the public door, refusals included.</summary>
internal sealed class RequestCounter(RequestDelegate next, GatewayConfiguration configuration, GatewayMetrics metrics)
{
    public async Task InvokeAsync(HttpContext context)
    {
        int? thrown = null;
        try
        {
            await next(context);
            if (ForwardedTo.Of(context) is null)
            {
                // Who sends one request after the other that the gateway answers itself leaves the thread to others after each.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }
        }
        catch (Exception exception)
        {
            thrown = StatusOf(exception, context);
            throw;
        }
        finally
        {
            if (!DoorMatcherPolicy.IsAdmin(context, configuration))
            {
                metrics.Answered(context, thrown ?? context.Response.StatusCode);
            }
        }
    }

    // The answer is written outside, or was begun and is broken off: its status says nothing yet, or nothing any more.
    private static int StatusOf(Exception exception, HttpContext context) =>
        context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest
        : exception is BadHttpRequestException request ? request.StatusCode
        : StatusCodes.Status500InternalServerError;
}
