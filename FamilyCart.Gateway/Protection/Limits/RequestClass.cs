using FamilyCart.Gateway.Forwarding;

namespace FamilyCart.Gateway.Protection.Limits;

/// <summary>Tells which limit a request falls under.</summary>
internal static class RequestClass
{
    private static readonly PathString _health = "/health";
    private static readonly PathString _webhook = "/runners/webhooks/github";
    private static readonly PathString _api = "/api";
    private static readonly PathString _certificates = "/.well-known/acme-challenge";
    private static readonly PathString _logins = "/api/v1/auth";
    private static readonly PathString _fleetLogin = "/runners/log-in";
    private static readonly PathString _dashboards = "/grafana";
    private static readonly PathString[] _dashboardLogins = ["/grafana/login", "/grafana/api/user/password", "/grafana/api/user/signup"];
    private static readonly PathString _profile = "/api/v1/users/me";

    /// <summary>The class; null for what is free.</summary>
    public static LimitClass? Of(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments(_api, StringComparison.OrdinalIgnoreCase))
        {
            return TakesCredentials(context.Request.Method, path) ? LimitClass.Credentials : LimitClass.Api;
        }

        if (path.StartsWithSegments(_dashboards, StringComparison.OrdinalIgnoreCase))
        {
            return TakesPassword(context.Request, path) ? LimitClass.Credentials : LimitClass.Dashboards;
        }

        if (SocketRequest.Is(context))
        {
            return LimitClass.Api;
        }

        return path.Equals(_webhook, StringComparison.OrdinalIgnoreCase) ? LimitClass.Webhook
            : path.StartsWithSegments(_fleetLogin, StringComparison.OrdinalIgnoreCase) ? LimitClass.Credentials
            : path.Equals(_health, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(_certificates) ? null
            : LimitClass.Pages;
    }

    // Grafana takes a password at any path as well.
    private static bool TakesPassword(HttpRequest request, PathString path) =>
        (HttpMethods.IsPost(request.Method) && Array.Exists(_dashboardLogins, login => path.StartsWithSegments(login, StringComparison.OrdinalIgnoreCase)))
        || request.Headers.Authorization.ToString().StartsWith("Basic", StringComparison.OrdinalIgnoreCase);

    // A change of the profile may carry the password that it is confirmed with.
    private static bool TakesCredentials(string method, PathString path) =>
        path.StartsWithSegments(_logins, StringComparison.OrdinalIgnoreCase)
        || (path.StartsWithSegments(_profile, StringComparison.OrdinalIgnoreCase) && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method));
}
