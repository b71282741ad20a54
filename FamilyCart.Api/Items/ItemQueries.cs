namespace FamilyCart.Api.Items;

/// <summary>The statements of items. Reads join the caller's membership; changes run under the lock of their list.</summary>
internal static class ItemQueries
{
    internal const string Columns = """
        i.id, i.list_id as shopping_list_id, i.name, i.quantity, i.comment, i.standardized_name, i.translations::text as translations,
        i.is_completed, i.is_unavailable, i.created_at, i.updated_at, i.category_id, c.name as category_name, i.icon_name,
        i.quantity_value, i.quantity_unit_id, i.quantity_display_text, i.position, i.version,
        i.owner_id, o.email as owner_email, o.nickname as owner_nickname,
        i.last_modified_by_id, e.email as last_modified_by_email, e.nickname as last_modified_by_nickname
        """;

    internal const string Joins = """
        join account o on o.id = i.owner_id join account e on e.id = i.last_modified_by_id
        left join category c on c.id = i.category_id
        """;

    /// <summary>By category, the uncategorized last; then what is still to be bought; then as put by hand, and by name.</summary>
    internal const string Order =
        "order by c.name nulls last, i.is_completed, i.is_unavailable, i.position nulls last, lower(i.name), i.id";

    internal const string SelectByList = $"""
        select {Columns}
        from list_member me join item i on i.list_id = me.list_id {Joins}
        where me.list_id = @ListId and me.account_id = @CallerId
        {Order}
        limit @Limit offset @Offset
        """;

    internal const string SelectOne = $"""
        select {Columns}
        from list_member me join item i on i.list_id = me.list_id {Joins}
        where i.id = @ItemId and me.account_id = @CallerId
        """;

    internal const string SelectMembership =
        "select exists (select from list_member me where me.list_id = @ListId and me.account_id = @CallerId)";

    internal const string SelectExists = "select exists (select from item where id = @ItemId)";

    /// <summary>Also of a deleted item: whoever sends its deletion again is answered as before.</summary>
    internal const string SelectList = """
        select list_id from item where id = @ItemId
        union all
        select list_id from deleted_item where id = @ItemId
        limit 1
        """;

    /// <summary>Looks at no more items than there may be, and at each in the index alone.</summary>
    private const string HasRoom = "not exists (select from item where list_id = @ListId offset @ItemLimit - 1)";

    internal const string SelectHasRoom = $"select {HasRoom}";

    /// <summary>No row when the list is full.</summary>
    internal const string Insert = $"""
        with i as (
            insert into item (
                list_id, name, quantity, comment, standardized_name, translations, icon_name, category_id,
                quantity_value, quantity_unit_id, quantity_display_text, owner_id, last_modified_by_id, created_at, updated_at,
                is_category_chosen, is_icon_chosen)
            select
                @ListId, @Name, @Quantity, @Comment, @StandardizedName, @Translations::jsonb, @IconName,
                (select id from category where lower(name) = lower(@CategoryName)),
                @QuantityValue, @QuantityUnitId, @QuantityDisplayText, @AccountId, @AccountId, @Now, @Now,
                @CategoryName is not null and @StandardizedName is null, @IconName is not null and @StandardizedName is null
            where {HasRoom}
            returning *)
        select {Columns} from i {Joins}
        """;

    /// <summary>The version, and whether it was ticked; under the list's lock nobody else can change them.</summary>
    internal const string SelectState = "select version, name, is_completed from item where id = @ItemId and list_id = @ListId";

    internal const string Update = $"""
        with i as (
            update item set
                name = case when 'Name' = any(@Named) then @Name else name end,
                quantity = case when 'Quantity' = any(@Named) then @Quantity else quantity end,
                comment = case when 'Comment' = any(@Named) then @Comment else comment end,
                standardized_name = case when 'StandardizedName' = any(@Named) then @StandardizedName else standardized_name end,
                translations = case when 'Translations' = any(@Named) then @Translations::jsonb else translations end,
                icon_name = case when 'IconName' = any(@Named) then @IconName else icon_name end,
                category_id = case when 'CategoryId' = any(@Named) then @CategoryId else category_id end,
                is_icon_chosen = case when 'IconName' = any(@Named) then @IconName is not null else is_icon_chosen end,
                is_category_chosen = case when 'CategoryId' = any(@Named) then @CategoryId is not null else is_category_chosen end,
                position = case when 'CategoryId' = any(@Named) and @CategoryId is distinct from category_id then null else position end,
                quantity_value = case when 'QuantityValue' = any(@Named) then @QuantityValue else quantity_value end,
                quantity_unit_id = case when 'QuantityUnitId' = any(@Named) then @QuantityUnitId else quantity_unit_id end,
                quantity_display_text =
                    case when 'QuantityDisplayText' = any(@Named) then @QuantityDisplayText else quantity_display_text end,
                is_completed = coalesce(@IsCompleted, is_completed),
                is_unavailable = coalesce(@IsUnavailable, is_unavailable),
                last_modified_by_id = @AccountId,
                updated_at = @Now
            where id = @ItemId and list_id = @ListId
            returning *)
        select {Columns} from i {Joins}
        """;

    /// <summary>
    /// What a person chose stays; what was suggested for a name before makes room. No row when the item has another
    /// name by now, or nothing would change.
    /// </summary>
    internal const string ApplySuggestion = $"""
        with i as (
            update item set
                category_id = case
                    when category_id is null or (standardized_name is not null and is_category_chosen is not true) then (select id from category where name = @Category)
                    else category_id end,
                icon_name = case
                    when icon_name is null or (standardized_name is not null and is_icon_chosen is not true) then @Icon
                    else icon_name end,
                standardized_name = @StandardName,
                translations = @Translations::jsonb,
                updated_at = @Now
            where id = @ItemId and list_id = @ListId and name = @Name
                and (standardized_name is distinct from @StandardName or translations is distinct from @Translations::jsonb)
            returning *)
        select {Columns} from i {Joins}
        """;

    internal const string SelectPlace = "select list_id, last_modified_by_id as account_id from item where id = @ItemId";

    internal const string Delete = """
        with gone as (
            delete from item where id = @ItemId and list_id = @ListId returning *)
        insert into deleted_item (id, list_id, name, content, deleted_at, deleted_by_id)
        select gone.id, gone.list_id, gone.name, to_jsonb(gone), @Now, @AccountId from gone
        """;
}
