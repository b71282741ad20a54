using FamilyCart.Api.Items;

namespace FamilyCart.Api.Usage;

/// <summary>Something that was bought before and may be meant again. Source is "history".</summary>
internal sealed record UsageSuggestion(
    string Name, ItemCategory? Category, string? IconName, string? QuantityUnitId, long Uses, DateTime LastUsedAt, string Source)
{
    internal static UsageSuggestion From(UsageRow row) => new(
        row.Name,
        row.CategoryId is { } categoryId ? new ItemCategory(categoryId, row.CategoryName!) : null,
        row.IconName,
        row.QuantityUnitId,
        row.Uses,
        row.LastUsedAt,
        "history");
}
