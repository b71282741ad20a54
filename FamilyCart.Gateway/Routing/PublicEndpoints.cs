using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Pages;
using FamilyCart.Gateway.Tls;
using FamilyCart.Gateway.Traffic;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Gateway.Routing;

/// <summary>What the gateway itself answers at the public door.</summary>
internal static class PublicEndpoints
{
    private static readonly string[] _closed = ["/metrics", "/alive", "/admin", ProxyRoute.RunnersPrefix, ProxyRoute.GrafanaPrefix];

    public static void MapPublicEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Map("/health", Health).WithMetadata(new PublicDoor("health"), PlainHttp.Instance);

        // An endpoint's order counts before its path. Those that are forwarded are there only with an upstream; the page is for the rest.
        endpoints.Map("/api/{**rest}", NoSlot).WithOrder(ProxyRoute.LastOrder).WithMetadata(new PublicDoor(ProxyRoute.Api));

        // With a frontend behind it the door shows these all the same: what nobody is to be asked for, and what somebody else would answer.
        foreach (var closed in _closed)
        {
            endpoints.Map($"{closed}/{{**rest}}", Page).WithOrder(ProxyRoute.LastOrder).WithMetadata(new PublicDoor("page"));
        }

        endpoints.Map("/{**path}", Page).WithOrder(2).WithMetadata(new PublicDoor("page"));
    }

    private static JsonHttpResult<HealthAnswer> Health(
        HttpContext context, ActiveUpstream active, IHostApplicationLifetime lifetime)
    {
        context.Response.Headers.CacheControl = "no-store";

        // A balancer in front must go elsewhere before the listener closes.
        return active.CanServe && !lifetime.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Json(new HealthAnswer("healthy"))
            : TypedResults.Json(new HealthAnswer("unhealthy"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static ProblemHttpResult NoSlot() =>
        TypedResults.Problem("This gateway has no API behind it.", statusCode: StatusCodes.Status404NotFound);

    private static Task Page(HttpContext context) =>
        context.Request.Path == "/" ? FriendlyPage.Home.WriteAsync(context) : FriendlyPage.NotFound.WriteAsync(context);

    private sealed record HealthAnswer(string Status);
}
