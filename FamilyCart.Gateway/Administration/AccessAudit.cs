using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace FamilyCart.Gateway.Administration;

/// <summary>Writes down who was turned away: nobody's token, or one that may only look.</summary>
internal sealed partial class AccessAudit(ILogger<AccessAudit> logger) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _answers = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Succeeded)
        {
            // The route and not the path, which may be any text of theirs.
            LogTurnedAway(
                context.User.FindFirstValue(ClaimTypes.Name) ?? "nobody",
                context.Request.Method,
                (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "",
                authorizeResult.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);
        }

        return _answers.HandleAsync(next, context, policy, authorizeResult);
    }

    [LoggerMessage(2073, LogLevel.Warning, "{Operator} was turned away from {Method} {Route} with {Status}.")]
    private partial void LogTurnedAway(string @operator, string method, string route, int status);
}
