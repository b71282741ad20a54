using System.Text.Json;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Items;

/// <summary>An item as clients read it, over REST and in events. Its version is its ETag.</summary>
internal sealed record ItemResponse(
    int Id,
    string Name,
    string? Quantity,
    string? Comment,
    string? StandardizedName,
    IReadOnlyDictionary<string, string>? Translations,
    int ShoppingListId,
    bool IsCompleted,
    bool IsUnavailable,
    Guid OwnerId,
    PersonResponse Owner,
    Guid LastModifiedById,
    PersonResponse LastModifiedBy,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    ItemCategory? Category,
    string? IconName,
    decimal? QuantityValue,
    string? QuantityUnitId,
    string? QuantityDisplayText,
    double? Position,
    long Version)
{
    internal static ItemResponse From(ItemRow row) => new(
        row.Id,
        row.Name,
        row.Quantity,
        row.Comment,
        row.StandardizedName,
        row.Translations is null ? null : JsonSerializer.Deserialize(row.Translations, ApiJsonContext.Readable.IReadOnlyDictionaryStringString),
        row.ShoppingListId,
        row.IsCompleted,
        row.IsUnavailable,
        row.OwnerId,
        new PersonResponse(row.OwnerId, row.OwnerEmail, row.OwnerNickname),
        row.LastModifiedById,
        new PersonResponse(row.LastModifiedById, row.LastModifiedByEmail, row.LastModifiedByNickname),
        row.CreatedAt,
        row.UpdatedAt,
        row.CategoryId is { } categoryId ? new ItemCategory(categoryId, row.CategoryName!) : null,
        row.IconName,
        row.QuantityValue,
        row.QuantityUnitId,
        row.QuantityDisplayText,
        row.Position,
        row.Version);
}
