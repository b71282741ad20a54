namespace FamilyCart.Api.Ordering;

/// <summary>Where an item stands in its category; null when nobody has put it anywhere.</summary>
internal sealed record PlacedItem(int Id, double? Position);
