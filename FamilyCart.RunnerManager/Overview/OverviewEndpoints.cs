using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Readers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Overview;

/// <summary><c>GET /api/fleet</c>: what the page shows, for programs.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/fleet", Get).RequireAuthorization(ReaderExtensions.Policy);

    private static Results<Ok<FleetOverview>, ProblemHttpResult> Get(FleetView view, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (view.Current is { } picture)
        {
            return TypedResults.Ok(FleetOverview.Of(picture));
        }

        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem("The fleet was not looked at yet.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
