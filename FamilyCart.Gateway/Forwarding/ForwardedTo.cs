using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>The feature of a request that says where it was sent last.</summary>
internal sealed record ForwardedTo(Upstream Upstream)
{
    public static Upstream? Of(HttpContext context) => context.Features.Get<ForwardedTo>()?.Upstream;
}
