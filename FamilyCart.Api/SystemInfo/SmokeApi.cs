using FamilyCart.Api.Lists;
using FamilyCart.Api.Paging;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.Api.SystemInfo;

/// <summary><c>GET /admin/smoke</c>: one real answer for the gateway, which has no account: the lists of nobody, as a family's are read.</summary>
internal static class SmokeApi
{
    // Without the audit: it changes nothing, and during a deployment it is asked ten times a second.
    internal static void MapSmoke(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/smoke", ReadAsync).RequireAuthorization(AccessPolicies.Gateway).ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(ListReader lists, CancellationToken cancellationToken)
    {
        await lists.GetAllAsync(Guid.Empty, new PageRequest(1, 0), cancellationToken);
        return TypedResults.NoContent();
    }
}
