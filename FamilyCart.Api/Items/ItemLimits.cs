namespace FamilyCart.Api.Items;

/// <summary>Characters that an item's texts may have.</summary>
internal static class ItemLimits
{
    internal const int Name = 100;
    internal const int Quantity = 50;
    internal const int Comment = 1000;
}
