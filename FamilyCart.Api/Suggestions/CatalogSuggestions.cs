using FamilyCart.Api.Catalog;
using FamilyCart.Api.Groceries;

namespace FamilyCart.Api.Suggestions;

/// <summary>The catalogue's categories, and the icons that clients can draw.</summary>
internal sealed class CatalogSuggestions(CatalogStore catalog) : IAllowedSuggestions
{
    private static readonly string[] _icons = [.. AllowedIcons.All];

    public async ValueTask<AllowedSuggestions> GetAsync(CancellationToken cancellationToken) =>
        new([.. (await catalog.GetAsync(cancellationToken)).Categories.Select(category => category.Name)], _icons);
}
