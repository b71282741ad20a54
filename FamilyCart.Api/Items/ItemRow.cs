namespace FamilyCart.Api.Items;

/// <summary>An item with the people and the category that it names, as one row.</summary>
internal sealed record ItemRow
{
    public required int Id { get; init; }

    public required int ShoppingListId { get; init; }

    public required string Name { get; init; }

    public string? Quantity { get; init; }

    public string? Comment { get; init; }

    public string? StandardizedName { get; init; }

    /// <summary>JSON, {language: name}.</summary>
    public string? Translations { get; init; }

    public required bool IsCompleted { get; init; }

    public required bool IsUnavailable { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public int? CategoryId { get; init; }

    public string? CategoryName { get; init; }

    public string? IconName { get; init; }

    public decimal? QuantityValue { get; init; }

    public string? QuantityUnitId { get; init; }

    public string? QuantityDisplayText { get; init; }

    public double? Position { get; init; }

    public required long Version { get; init; }

    public required Guid OwnerId { get; init; }

    public required string OwnerEmail { get; init; }

    public required string OwnerNickname { get; init; }

    public required Guid LastModifiedById { get; init; }

    public required string LastModifiedByEmail { get; init; }

    public required string LastModifiedByNickname { get; init; }
}
