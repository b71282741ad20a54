namespace FamilyCart.Api.Suggestions;

/// <summary>What may be suggested. The two defaults say that nothing is known, and are never suggestions themselves.</summary>
/// <param name="Categories">The names of the categories, with or without the default.</param>
/// <param name="Icons">The names of the icons, with or without the default.</param>
internal sealed record AllowedSuggestions(IReadOnlyList<string> Categories, IReadOnlyList<string> Icons)
{
    internal const string DefaultCategory = "Uncategorized";

    internal const string DefaultIcon = "shopping_cart";

    /// <summary>Returns the category that has this name but for its case, or null.</summary>
    internal string? Category(string? name)
    {
        var found = Categories.FirstOrDefault(category => string.Equals(category, name?.Trim(), StringComparison.OrdinalIgnoreCase));
        return found == DefaultCategory ? null : found;
    }

    internal bool HasIcon(string? name) => name is not (null or DefaultIcon) && Icons.Contains(name);
}
