using FamilyCart.Gateway.Forwarding;
using Microsoft.Net.Http.Headers;

namespace FamilyCart.Gateway.Protection.Origins;

/// <summary>
/// Tells browsers which other pages may use the API (CORS), in the services' place, and lets no page of others open a socket, for which
/// browsers do not ask.
/// </summary>
internal sealed class CrossOrigin(RequestDelegate next, OriginSettings settings, Refusals refusals)
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private const string Headers = "Authorization, Content-Type, If-Match, Idempotency-Key, x-session-id";
    private const string Exposed = "ETag, Link, Retry-After";
    private const string SecondsKept = "600";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.Origin.Count == 0)
        {
            return settings.Origins.IsEmpty ? next(context) : VaryAsync(context, null);
        }

        var origin = headers.Origin.ToString();
        var isKnown = settings.Origins.Contains(origin);
        if (SocketRequest.Is(context))
        {
            return isKnown || HostNames.IsOwn(settings.Hosts, origin, context.Request.Host)
                ? next(context)
                : refusals.RefuseAsync(context, RefusalReason.Origin, StatusCodes.Status403Forbidden, "Pages of this origin may not open sockets here.");
        }

        if (HttpMethods.IsOptions(context.Request.Method) && headers.AccessControlRequestMethod.Count > 0)
        {
            return isKnown
                ? PermitAsync(context, origin)
                : refusals.RefuseAsync(context, RefusalReason.Origin, StatusCodes.Status403Forbidden, "Pages of this origin may not use this service.");
        }

        return VaryAsync(context, isKnown ? origin : null);
    }

    private static Task PermitAsync(HttpContext context, string origin)
    {
        var answer = context.Response;
        answer.StatusCode = StatusCodes.Status204NoContent;
        answer.Headers.AccessControlAllowOrigin = origin;
        answer.Headers.AccessControlAllowMethods = Methods;
        answer.Headers.AccessControlAllowHeaders = Headers;
        answer.Headers.AccessControlMaxAge = SecondsKept;
        answer.Headers.Vary = HeaderNames.Origin;
        return Task.CompletedTask;
    }

    // At the start of the answer, so that this holds whoever wrote it.
    private Task VaryAsync(HttpContext context, string? origin)
    {
        context.Response.OnStarting(
            static state =>
            {
                var (headers, origin) = ((IHeaderDictionary, string?))state;
                headers.Remove(HeaderNames.AccessControlAllowOrigin);
                headers.Remove(HeaderNames.AccessControlAllowCredentials);
                headers.Append(HeaderNames.Vary, HeaderNames.Origin);
                if (origin is not null)
                {
                    headers.AccessControlAllowOrigin = origin;
                    headers.AccessControlExposeHeaders = Exposed;
                }

                return Task.CompletedTask;
            },
            (context.Response.Headers, origin));
        return next(context);
    }
}
