namespace FamilyCart.Api.Items;

/// <summary>The category that an item stands in, by its English name.</summary>
internal sealed record ItemCategory(int Id, string Name);
