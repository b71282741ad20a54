using FamilyCart.Gateway.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>Sends a request to an upstream once, by YARP's forwarder, unless the upstream is known to be ill.</summary>
internal sealed class UpstreamForwarder(IHttpForwarder forwarder, UpstreamClient client, UpstreamHealth health, UpstreamCutoff cutoff)
{
    /// <summary>Returns when the answer has been passed on, or the fault is in <see cref="IForwarderErrorFeature"/> and its status in the answer.</summary>
    public Task SendAsync(HttpContext context, Upstream upstream, RouteTransformer transformer)
    {
        context.Features.Set(new ForwardedTo(upstream));
        if (health.Of(upstream).State == UpstreamState.Unhealthy)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Features.Set<IForwarderErrorFeature>(NoUpstream.Instance);
            return Task.CompletedTask;
        }

        return SocketRequest.Is(context)
            ? SocketShutdown.InvokeAsync(context, _ => ForwardAsync(context, upstream, transformer))
            : ForwardAsync(context, upstream, transformer);
    }

    private async Task ForwardAsync(HttpContext context, Upstream upstream, RouteTransformer transformer)
    {
        var error = await forwarder.SendAsync(context, upstream.Address.AbsoluteUri, client.Invoker, client.Request, transformer);
        cutoff.Note(upstream, error == ForwarderError.None ? null : context.Features.Get<IForwarderErrorFeature>());
    }
}
