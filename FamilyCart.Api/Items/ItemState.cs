namespace FamilyCart.Api.Items;

/// <summary>What an item was before a change.</summary>
internal sealed record ItemState(long Version, string Name, bool IsCompleted);
