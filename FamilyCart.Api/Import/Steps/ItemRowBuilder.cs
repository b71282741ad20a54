using FamilyCart.Api.Import.Legacy;

namespace FamilyCart.Api.Import.Steps;

/// <summary>Brings one item into the limits of ours.</summary>
internal static class ItemRowBuilder
{
    private const int NameLimit = 100;
    private const int QuantityLimit = 50;
    private const int CommentLimit = 1000;
    private const int IconLimit = 50;

    /// <summary>Of numeric (10, 3).</summary>
    private const decimal LargestQuantity = 9_999_999.999m;

    internal static object Build(ImportContext context, LegacyItem item, int listId)
    {
        var text = new RowText(context.Report, ImportKind.Item, item.Id);
        var createdAt = text.Time("created_at", item.CreatedAt, context.Now);
        return new
        {
            ListId = listId,
            Steps = context.Map.IsEarlier(ImportKind.List, item.ShoppingListId!) ? 1 : 0,
            Name = text.Required("name", item.Name, NameLimit),
            Quantity = text.Optional("quantity", item.Quantity, QuantityLimit),
            Comment = text.Optional("comment", item.Comment, CommentLimit, multiline: true),
            IsCompleted = item.IsCompleted ?? false,
            OwnerId = Person(context, item, "owner_id", item.OwnerId),
            LastModifiedById = Person(context, item, "last_modified_by_id", item.LastModifiedById),
            CreatedAt = createdAt,
            UpdatedAt = text.Time("updated_at", item.UpdatedAt, createdAt),
            CategoryId = Find(context, item, ImportKind.Category, "category_id", item.CategoryId) is { } category ? Ids.ToNumber(category) : (int?)null,
            IconName = text.Optional("icon_name", item.IconName, IconLimit),
            StandardizedName = text.Optional("standardized_name", item.StandardizedName, NameLimit),
            Translations = text.Translations("translations", item.Translations),
            QuantityValue = Quantity(context, item),
            UnitId = Find(context, item, ImportKind.Unit, "quantity_unit_id", item.QuantityUnitId),
            QuantityDisplayText = text.Optional("quantity_display_text", item.QuantityDisplayText, NameLimit),
        };
    }

    // Null falls back to the owner of the item, and then of the list.
    private static Guid? Person(ImportContext context, LegacyItem item, string field, string? legacyId)
    {
        if (context.Map.Find(ImportKind.Account, legacyId ?? "") is { } account)
        {
            return Guid.Parse(account);
        }

        context.Report.Adjusted(ImportKind.Item, item.Id, field, "That account was not taken over; the owner stands in.");
        return null;
    }

    private static string? Find(ImportContext context, LegacyItem item, string kind, string field, string? legacyId)
    {
        var ours = legacyId is null ? null : context.Map.Find(kind, legacyId);
        if (ours is null && legacyId is not null)
        {
            context.Report.Adjusted(ImportKind.Item, item.Id, field, $"That {kind} is unknown and was left out.");
        }

        return ours;
    }

    private static decimal? Quantity(ImportContext context, LegacyItem item)
    {
        if (item.QuantityValue is not { } value)
        {
            return null;
        }

        if (value is >= 0 and <= LargestQuantity)
        {
            return Math.Round(value, 3);
        }

        context.Report.Adjusted(ImportKind.Item, item.Id, "quantity_value", "It was out of range and was left out.");
        return null;
    }
}
