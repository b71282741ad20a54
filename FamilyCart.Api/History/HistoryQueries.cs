using FamilyCart.Api.Items;

namespace FamilyCart.Api.History;

/// <summary>The statements of deleted items. Reads join the caller's membership; changes run under the list's lock.</summary>
internal static class HistoryQueries
{
    /// <summary>
    /// The deleted item d of list l as the row of item that it was. Who has gone meanwhile is replaced by the list's owner; a
    /// category or unit that has gone is none.
    /// </summary>
    private const string Row = """
        jsonb_populate_record(null::item, d.content || jsonb_build_object(
            'owner_id',
            coalesce((select a.id from account a where a.id = (d.content ->> 'owner_id')::uuid), l.owner_id),
            'last_modified_by_id',
            coalesce((select a.id from account a where a.id = (d.content ->> 'last_modified_by_id')::uuid), l.owner_id),
            'category_id', (select c.id from category c where c.id = (d.content ->> 'category_id')::integer),
            'quantity_unit_id', (select u.id from unit u where u.id = d.content ->> 'quantity_unit_id'),
            'version', (d.content ->> 'version')::bigint + @Later))
        """;

    internal const string SelectByList = $"""
        select {ItemQueries.Columns},
            d.deleted_at, d.deleted_by_id, b.email as deleted_by_email, b.nickname as deleted_by_nickname
        from list_member me join shopping_list l on l.id = me.list_id join deleted_item d on d.list_id = l.id
        cross join lateral {Row} i {ItemQueries.Joins}
        left join account b on b.id = d.deleted_by_id
        where me.list_id = @ListId and me.account_id = @CallerId
        order by d.deleted_at desc, d.id desc
        limit @Limit offset @Offset
        """;

    internal const string SelectOne = $"""
        select {ItemQueries.Columns}
        from deleted_item d join shopping_list l on l.id = d.list_id
        cross join lateral {Row} i {ItemQueries.Joins}
        where d.id = @ItemId and d.list_id = @ListId
        """;

    internal const string SelectInList = $"""
        select {ItemQueries.Columns} from item i {ItemQueries.Joins} where i.id = @ItemId and i.list_id = @ListId
        """;

    /// <summary>Returns no row when an item with this id is there already.</summary>
    internal const string Restore = $"""
        with i as (
            insert into item overriding system value
            select r.*
            from deleted_item d join shopping_list l on l.id = d.list_id cross join lateral {Row} r
            where d.id = @ItemId and d.list_id = @ListId
            on conflict (id) do nothing
            returning *)
        select {ItemQueries.Columns} from i {ItemQueries.Joins}
        """;

    internal const string Remove = "delete from deleted_item where id = @ItemId and list_id = @ListId";

    /// <summary>With the deleted items goes what is suggested from them.</summary>
    internal const string Forget = """
        with usage as (
            delete from item_usage where list_id = @ListId)
        delete from deleted_item where list_id = @ListId
        """;
}
