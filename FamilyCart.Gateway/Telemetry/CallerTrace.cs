using System.Diagnostics;

namespace FamilyCart.Gateway.Telemetry;

/// <summary>Links the gateway's own trace to the one that its caller told of, so that a walk of the prober leads to what became of it.</summary>
internal sealed class CallerTrace(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (Activity.Current is { IsAllDataRequested: true } activity
            && context.Request.Headers.TraceParent is [{ } told]
            && ActivityContext.TryParse(told, traceState: null, isRemote: true, out var caller))
        {
            activity.AddLink(new ActivityLink(caller));
        }

        return next(context);
    }
}
