namespace FamilyCart.Api.Items;

/// <summary>What is left of a deleted item: its list and the change's number there.</summary>
internal sealed record DeletedItemRow
{
    public required int ListId { get; init; }

    public required long Sequence { get; init; }
}
