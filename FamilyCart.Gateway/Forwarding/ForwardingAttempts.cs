using FamilyCart.Gateway.Protection;
using FamilyCart.Gateway.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>Tries to forward a request, once more where that can do no harm, and says what went wrong.</summary>
/// <param name="once">One attempt; where it goes is chosen anew, since a switch may have come in between.</param>
/// <param name="protection">Counts second attempts.</param>
/// <param name="metrics">Counts faults.</param>
internal sealed class ForwardingAttempts(RequestDelegate once, ProtectionMetrics protection, GatewayMetrics metrics)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await once(context);
        if (context.Features.Get<IForwarderErrorFeature>() is null)
        {
            return;
        }

        if (RequestRetry.IsHarmless(context))
        {
            protection.Retried(ForwardedTo.Of(context)!.Name);
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
            await once(context);
        }

        await UpstreamProblems.AnswerAsync(context, metrics);
    }
}
