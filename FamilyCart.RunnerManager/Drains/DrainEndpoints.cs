using System.Security.Claims;
using FamilyCart.RunnerManager.Storage;
using FamilyCart.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Drains;

/// <summary>
/// <c>POST /api/pools/{name}/drain</c> and <c>…/resume</c>, the same for <c>/api/hosts</c>, and <c>POST /api/runners/{slot}/drain</c>,
/// for operators. Each may be repeated.
/// </summary>
internal static class DrainEndpoints
{
    public static void MapDrains(this IEndpointRouteBuilder endpoints)
    {
        var operators = endpoints.MapGroup("/api").RequireAuthorization(AccessPolicies.Operator).AddEndpointFilter<OperatorAudit>();
        Map("/pools/{name}/drain", OperatorVerb.Drain, DrainTarget.Pool);
        Map("/pools/{name}/resume", OperatorVerb.Resume, DrainTarget.Pool);
        Map("/hosts/{name}/drain", OperatorVerb.Drain, DrainTarget.Host);
        Map("/hosts/{name}/resume", OperatorVerb.Resume, DrainTarget.Host);
        Map("/runners/{name}/drain", OperatorVerb.Drain, DrainTarget.Runner);

        void Map(string path, OperatorVerb verb, DrainTarget target) => operators.MapPost(
            path,
            (string name, DrainRequest? request, DrainDesk desk, HttpContext context) => TakeAsync(verb, target, name, request ?? new DrainRequest(null), desk, context));
    }

    private static async Task<Results<Ok<DrainAnswer>, ProblemHttpResult>> TakeAsync(
        OperatorVerb verb, DrainTarget target, string name, DrainRequest request, DrainDesk desk, HttpContext context)
    {
        if (!request.IsSound)
        {
            return TypedResults.Problem("reason: it takes at most 200 letters on one line.", statusCode: StatusCodes.Status400BadRequest);
        }

        var who = context.User.FindFirstValue(ClaimTypes.Name) ?? "nobody";
        try
        {
            return await desk.TakeAsync(new OperatorAction(who, verb, target, name, request.Told), context.RequestAborted) is { } answer
                ? TypedResults.Ok(answer)
                : TypedResults.Problem(Unknown(target), statusCode: StatusCodes.Status404NotFound);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("The database cannot be used.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static string Unknown(DrainTarget target) => target switch
    {
        DrainTarget.Pool => "No pool has that name.",
        DrainTarget.Host => "No host has that name: a host becomes known when a runner manager starts there.",
        _ => "No runner is in that slot.",
    };
}
