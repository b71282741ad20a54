using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Access;

/// <summary>Writes down which operator did what. It belongs on every endpoint that takes operators.</summary>
public sealed partial class OperatorAudit(ILogger<OperatorAudit> logger) : IEndpointFilter
{
    /// <inheritdoc/>
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
