using FamilyCart.RunnerManager.Leading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Overview;

/// <summary><c>GET /api/fleet</c>: what the page shows, for programs, and like the page without a token.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/fleet", Get);

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
