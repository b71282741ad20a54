namespace FamilyCart.Api.Import.Legacy;

internal sealed record LegacyMember
{
    public required string UserId { get; init; }

    public required string ShoppingListId { get; init; }

    internal string Id => $"{ShoppingListId}/{UserId}";
}
