namespace FamilyCart.Api.Items;

/// <summary>An item as clients read it, over REST and in events.</summary>
internal sealed record ItemResponse(
    int Id,
    string Name,
    string? Quantity,
    string? Comment,
    int ShoppingListId,
    bool IsCompleted,
    Guid OwnerId,
    PersonResponse Owner,
    Guid LastModifiedById,
    PersonResponse LastModifiedBy,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static ItemResponse From(ItemRow row) => new(
        row.Id,
        row.Name,
        row.Quantity,
        row.Comment,
        row.ShoppingListId,
        row.IsCompleted,
        row.OwnerId,
        new PersonResponse(row.OwnerId, row.OwnerEmail, row.OwnerNickname),
        row.LastModifiedById,
        new PersonResponse(row.LastModifiedById, row.LastModifiedByEmail, row.LastModifiedByNickname),
        row.CreatedAt,
        row.UpdatedAt);
}
