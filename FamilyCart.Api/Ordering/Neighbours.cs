namespace FamilyCart.Api.Ordering;

/// <summary>Between which two items another one is put.</summary>
/// <param name="Lower">The one before it; null at the beginning.</param>
/// <param name="Upper">The one after it among those that have a position; null when there is none.</param>
internal sealed record Neighbours(PlacedItem? Lower, PlacedItem? Upper)
{
    /// <summary>An item that nobody has put anywhere comes before the place, which can only be named once that one has a position.</summary>
    internal bool AreUnplaced { get; init; }
}
