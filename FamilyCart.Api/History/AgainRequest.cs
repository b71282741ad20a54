using FamilyCart.Api.Items;

namespace FamilyCart.Api.History;

/// <summary>Makes a request for a new item out of one that was bought or deleted.</summary>
internal static class AgainRequest
{
    internal static CreateItemRequest From(ItemRow row)
    {
        var item = ItemResponse.From(row);
        return new CreateItemRequest
        {
            Name = item.Name,
            Quantity = item.Quantity,
            Comment = item.Comment,
            StandardizedName = item.StandardizedName,
            Translations = item.Translations,
            IconName = item.IconName,
            CategoryName = item.Category?.Name,
            QuantityValue = item.QuantityValue,
            QuantityUnitId = item.QuantityUnitId,
            QuantityDisplayText = item.QuantityDisplayText,
        };
    }
}
