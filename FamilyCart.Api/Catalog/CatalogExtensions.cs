namespace FamilyCart.Api.Catalog;

internal static class CatalogExtensions
{
    internal static IHostApplicationBuilder AddCatalog(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CatalogStore>();
        return builder;
    }
}
