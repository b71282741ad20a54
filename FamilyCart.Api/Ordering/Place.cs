namespace FamilyCart.Api.Ordering;

/// <summary>Which item is put into which category.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="ListId">Its list.</param>
/// <param name="CategoryId">The category; null is that of the uncategorized.</param>
internal sealed record Place(int ItemId, int ListId, int? CategoryId);
