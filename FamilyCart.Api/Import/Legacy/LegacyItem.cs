namespace FamilyCart.Api.Import.Legacy;

internal sealed record LegacyItem
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? StandardizedName { get; init; }

    public string? Translations { get; init; }

    public string? Quantity { get; init; }

    public decimal? QuantityValue { get; init; }

    public string? QuantityUnitId { get; init; }

    public string? QuantityDisplayText { get; init; }

    public string? Comment { get; init; }

    public bool? IsCompleted { get; init; }

    public string? IconName { get; init; }

    public string? ShoppingListId { get; init; }

    public string? OwnerId { get; init; }

    public string? LastModifiedById { get; init; }

    public string? CategoryId { get; init; }

    public DateTime? CreatedAt { get; init; }

    public DateTime? UpdatedAt { get; init; }
}
