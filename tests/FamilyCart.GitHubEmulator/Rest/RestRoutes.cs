using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Limits;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>Maps endpoints of GitHub's API.</summary>
internal static class RestRoutes
{
    public static void MapRest(
        this IEndpointRouteBuilder endpoints, string method, string pattern, Need need, Func<Call, Reply> endpoint, string? resource = RateLimits.Core)
    {
        var pipeline = endpoints.ServiceProvider.GetRequiredService<RestPipeline>();
        endpoints.MapMethods(pattern, [method], (RequestDelegate)(context => pipeline.RunAsync(context, need, resource, endpoint)));
    }
}
