using System.Security.Claims;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.RunnerManager.Http;

/// <summary>What the endpoints for workflows have in common.</summary>
internal static class WorkflowEndpoints
{
    /// <summary>Endpoints for the ci-token and for operators, audited, whose answers nobody keeps.</summary>
    public static RouteGroupBuilder MapWorkflowGroup(this IEndpointRouteBuilder endpoints, string prefix)
    {
        var group = endpoints.MapGroup(prefix).RequireAuthorization(AccessPolicies.Ci);
        group.AddEndpointFilter<OperatorAudit>();
        group.AddEndpointFilter<DatabaseFilter>();
        group.AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        return group;
    }

    /// <summary>The name of the operator whose token came with the request.</summary>
    public static string Operator(this HttpContext context) => context.User.FindFirstValue(ClaimTypes.Name) ?? "nobody";
}
