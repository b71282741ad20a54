namespace FamilyCart.Api.Items;

/// <summary>An item after a change, with the change's number in its list and whether it was ticked before.</summary>
internal sealed record ChangedItemRow : ItemRow
{
    public required long Sequence { get; init; }

    public bool WasCompleted { get; init; }
}
