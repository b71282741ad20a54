namespace FamilyCart.Api.Items;

/// <summary>An item with the people it names, as one row.</summary>
internal record ItemRow
{
    public required int Id { get; init; }

    public required int ShoppingListId { get; init; }

    public required string Name { get; init; }

    public string? Quantity { get; init; }

    public string? Comment { get; init; }

    public required bool IsCompleted { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required Guid OwnerId { get; init; }

    public required string OwnerEmail { get; init; }

    public required string OwnerNickname { get; init; }

    public required Guid LastModifiedById { get; init; }

    public required string LastModifiedByEmail { get; init; }

    public required string LastModifiedByNickname { get; init; }
}
