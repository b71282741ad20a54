using Npgsql;

namespace FamilyCart.Api.Items;

/// <summary>Where the columns of <see cref="ItemQueries.Columns"/> stand in a result.</summary>
internal sealed class ItemColumns(NpgsqlDataReader rows)
{
    internal int Id { get; } = rows.GetOrdinal("id");

    internal int Name { get; } = rows.GetOrdinal("name");

    internal int Quantity { get; } = rows.GetOrdinal("quantity");

    internal int Comment { get; } = rows.GetOrdinal("comment");

    internal int StandardizedName { get; } = rows.GetOrdinal("standardized_name");

    internal int Translations { get; } = rows.GetOrdinal("translations");

    internal int ShoppingListId { get; } = rows.GetOrdinal("shopping_list_id");

    internal int IsCompleted { get; } = rows.GetOrdinal("is_completed");

    internal int IsUnavailable { get; } = rows.GetOrdinal("is_unavailable");

    internal int OwnerId { get; } = rows.GetOrdinal("owner_id");

    internal int OwnerEmail { get; } = rows.GetOrdinal("owner_email");

    internal int OwnerNickname { get; } = rows.GetOrdinal("owner_nickname");

    internal int LastModifiedById { get; } = rows.GetOrdinal("last_modified_by_id");

    internal int LastModifiedByEmail { get; } = rows.GetOrdinal("last_modified_by_email");

    internal int LastModifiedByNickname { get; } = rows.GetOrdinal("last_modified_by_nickname");

    internal int CreatedAt { get; } = rows.GetOrdinal("created_at");

    internal int UpdatedAt { get; } = rows.GetOrdinal("updated_at");

    internal int CategoryId { get; } = rows.GetOrdinal("category_id");

    internal int CategoryName { get; } = rows.GetOrdinal("category_name");

    internal int IconName { get; } = rows.GetOrdinal("icon_name");

    internal int QuantityValue { get; } = rows.GetOrdinal("quantity_value");

    internal int QuantityUnitId { get; } = rows.GetOrdinal("quantity_unit_id");

    internal int QuantityDisplayText { get; } = rows.GetOrdinal("quantity_display_text");

    internal int Position { get; } = rows.GetOrdinal("position");

    internal int Version { get; } = rows.GetOrdinal("version");
}
