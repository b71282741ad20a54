using System.Security.Claims;

namespace FamilyCart.Api.Operators;

/// <summary>Writes down which operator did what. It belongs on every endpoint that takes operators.</summary>
internal sealed partial class OperatorAudit(ILogger<OperatorAudit> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var name = http.User.FindFirstValue(ClaimTypes.Name) ?? "nobody";
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";

        // Before it is done: what fails half-way was begun by somebody too.
        LogAction(name, http.Request.Method, route);
        return await next(context);
    }
}
