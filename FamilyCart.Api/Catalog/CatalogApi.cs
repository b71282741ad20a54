using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Catalog;

internal static class CatalogApi
{
    internal static IEndpointRouteBuilder MapCatalog(this IEndpointRouteBuilder routes)
    {
        var catalog = routes.MapGroup("").WithTags("Catalog").RequireAuthorization(Policies.Verified);
        catalog.MapGet("/categories", GetCategoriesAsync).Produces<Category[]>().Produces(StatusCodes.Status304NotModified);
        catalog.MapGet("/units", GetUnitsAsync).Produces<Unit[]>().Produces(StatusCodes.Status304NotModified);
        return routes;
    }

    private static async Task<IResult> GetCategoriesAsync(
        string? language, HttpRequest request, CatalogStore store, CancellationToken cancellationToken)
    {
        var chosen = Languages.Choose(language, request);
        var catalog = await store.GetAsync(cancellationToken);
        return new CachedResult<Category[]>([.. catalog.Categories.Select(category => category.In(chosen))], chosen);
    }

    private static async Task<IResult> GetUnitsAsync(
        string? language, HttpRequest request, CatalogStore store, CancellationToken cancellationToken)
    {
        var chosen = Languages.Choose(language, request);
        var catalog = await store.GetAsync(cancellationToken);
        return new CachedResult<Unit[]>([.. catalog.Units.Select(unit => unit.In(chosen))], chosen);
    }
}
