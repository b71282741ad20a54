using FamilyCart.Gateway.Protection;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace FamilyCart.Gateway.Routing;

/// <summary>What the gateway tells an upstream about the client, and what it keeps from both.</summary>
internal static class ForwardingTransforms
{
    public static void Apply(TransformBuilderContext context)
    {
        // This is the outermost door: what a client claims about itself is replaced, not extended.
        context.AddXForwarded(ForwardedTransformActions.Set);
        context.AddRequestHeaderRemove("Forwarded");
        if (context.Route.RouteId == ProxyRoutes.Runners)
        {
            context.AddPathRemovePrefix(ProxyRoutes.RunnersPrefix);
            context.AddRequestHeader("X-Forwarded-Prefix", ProxyRoutes.RunnersPrefix, append: false);
        }

        context.AddResponseTransform(static response =>
        {
            if (response.ProxyResponse is { } upstream && upstream.Headers.Connection.Count > 0)
            {
                foreach (var name in HopByHopHeaders.NamedBy(upstream.Headers.Connection))
                {
                    response.HttpContext.Response.Headers.Remove(name);
                }
            }

            return default;
        });
    }
}
