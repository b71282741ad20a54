using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Items;
using FamilyCart.Api.Text;

namespace FamilyCart.Api.Usage;

/// <summary>Remembers what a list has seen, in the transaction that adds an item.</summary>
internal static class ItemUsage
{
    /// <summary>A category, icon or unit that the new item lacks stays as it was with the one before.</summary>
    private const string Note = """
        insert into item_usage (list_id, name_key, name, last_used_at, category_id, icon_name, quantity_unit_id)
        values (@ListId, @NameKey, @Name, @Now, @CategoryId, @IconName, @QuantityUnitId)
        on conflict (list_id, name_key) do update set
            name = excluded.name,
            uses = item_usage.uses + 1,
            last_used_at = excluded.last_used_at,
            category_id = coalesce(excluded.category_id, item_usage.category_id),
            icon_name = coalesce(excluded.icon_name, item_usage.icon_name),
            quantity_unit_id = coalesce(excluded.quantity_unit_id, item_usage.quantity_unit_id)
        """;

    internal static Task NoteAsync(ListChange change, ItemRow row, CancellationToken cancellationToken) =>
        change.Connection.ExecuteAsync(new CommandDefinition(
            Note,
            new
            {
                ListId = change.List.Id,
                NameKey = TextFolding.Fold(row.Name),
                row.Name,
                change.Now,
                row.CategoryId,
                row.IconName,
                row.QuantityUnitId,
            },
            cancellationToken: cancellationToken));
}
