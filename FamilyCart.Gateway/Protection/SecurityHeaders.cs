using FamilyCart.Gateway.Forwarding;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Protection;

/// <summary>The one place that decides which security headers leave the house, whatever a service behind it sent.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>For answers that are no page: nothing may be loaded, framed or submitted.</summary>
    public const string StrictContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>
    /// For Grafana, where it sends none of its own: its panels are compiled in the browser and styled by their attributes. It holds for its
    /// pages alone, loads nothing from elsewhere, and is framed by nobody.
    /// </summary>
    public const string GrafanaContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For the frontend, where it sends none of its own: nothing that is written into a page runs.</summary>
    public const string FrontendContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string NoReferrer = "no-referrer";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => Apply((HttpContext)state), context);
        return next(context);
    }

    private static Task Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Remove("Server");
        headers.Remove("X-Powered-By");
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";

        // A page whose address holds a token tells it to nobody, not even to ourselves.
        if (headers["Referrer-Policy"] != NoReferrer)
        {
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        }

        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Only a page knows what it loads, so a policy that came with it stays.
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = PolicyOf(context);
        }

        return Task.CompletedTask;
    }

    private static string PolicyOf(HttpContext context) => ForwardedTo.Of(context)?.Name switch
    {
        Upstream.GrafanaName => GrafanaContentSecurityPolicy,
        Upstream.FrontendName => FrontendContentSecurityPolicy,
        _ => StrictContentSecurityPolicy,
    };
}
