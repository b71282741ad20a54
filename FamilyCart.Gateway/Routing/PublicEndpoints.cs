using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Pages;
using FamilyCart.Gateway.Upstreams;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Gateway.Routing;

/// <summary>What the gateway itself answers at the public door.</summary>
internal static class PublicEndpoints
{
    public static void MapPublicEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Map("/health", Health).WithMetadata(new PublicDoor("health"));

        // An endpoint's order counts before its path. YARP's routes are there only with an upstream; the page is for the rest.
        endpoints.Map("/api/{**rest}", NoSlot).WithOrder(1).WithMetadata(new PublicDoor(ProxyRoutes.Api));
        endpoints.Map("/{**path}", Page).WithOrder(2).WithMetadata(new PublicDoor("page"));
    }

    private static JsonHttpResult<HealthAnswer> Health(
        HttpContext context, UpstreamHealth health, IHostApplicationLifetime lifetime)
    {
        context.Response.Headers.CacheControl = "no-store";

        // A balancer in front must go elsewhere before the listener closes.
        return health.CanServe && !lifetime.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Json(new HealthAnswer("healthy"))
            : TypedResults.Json(new HealthAnswer("unhealthy"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static ProblemHttpResult NoSlot() =>
        TypedResults.Problem("This gateway has no API behind it.", statusCode: StatusCodes.Status404NotFound);

    private static Task Page(HttpContext context) =>
        context.Request.Path == "/" ? FriendlyPage.Home.WriteAsync(context) : FriendlyPage.NotFound.WriteAsync(context);

    private sealed record HealthAnswer(string Status);
}
