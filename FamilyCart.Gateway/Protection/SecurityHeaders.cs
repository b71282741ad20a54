namespace FamilyCart.Gateway.Protection;

/// <summary>The one place that decides which security headers leave the house, whatever a service behind it sent.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>For answers that are no page: nothing may be loaded, framed or submitted.</summary>
    public const string StrictContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string NoReferrer = "no-referrer";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => Apply(((HttpContext)state).Response.Headers), context);
        return next(context);
    }

    private static Task Apply(IHeaderDictionary headers)
    {
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
            headers.ContentSecurityPolicy = StrictContentSecurityPolicy;
        }

        return Task.CompletedTask;
    }
}
