namespace FamilyCart.Api.Items;

/// <summary>
/// The statements of items. Each joins the caller's membership. A change locks its item before its list, always in that order,
/// and takes the list's next sequence number; the lock on the list lasts to the commit, so that numbers commit in order.
/// </summary>
internal static class ItemQueries
{
    internal const string Columns = """
        i.id, i.list_id as shopping_list_id, i.name, i.quantity, i.comment, i.is_completed, i.created_at, i.updated_at,
        i.owner_id, o.email as owner_email, o.nickname as owner_nickname,
        i.last_modified_by_id, e.email as last_modified_by_email, e.nickname as last_modified_by_nickname
        """;

    internal const string Joins = "join account o on o.id = i.owner_id join account e on e.id = i.last_modified_by_id";

    internal const string Order = "order by i.is_completed, lower(i.name), i.id";

    internal const string SelectByList = $"""
        select {Columns}
        from list_member me join item i on i.list_id = me.list_id {Joins}
        where me.list_id = @ListId and me.account_id = @CallerId
        {Order};
        """;

    internal const string SelectMembership =
        "select exists (select from list_member me where me.list_id = @ListId and me.account_id = @CallerId)";

    internal const string SelectExists = "select exists (select from item where id = @ItemId)";

    internal const string Insert = $"""
        with target as (
            update shopping_list l set last_sequence = l.last_sequence + 1, updated_at = @Now
            from list_member me
            where l.id = @ListId and me.list_id = l.id and me.account_id = @CallerId
            returning l.id, l.last_sequence),
        i as (
            insert into item (list_id, name, quantity, comment, owner_id, last_modified_by_id, created_at, updated_at)
            select target.id, @Name, @Quantity, @Comment, @CallerId, @CallerId, @Now, @Now from target
            returning *)
        select {Columns}, target.last_sequence as sequence, false as was_completed
        from i {Joins} cross join target
        """;

    internal const string Update = $"""
        with locked as (
            select i.id, i.list_id, i.is_completed
            from item i join list_member me on me.list_id = i.list_id and me.account_id = @CallerId
            where i.id = @ItemId
            for update of i),
        target as (
            update shopping_list l set last_sequence = l.last_sequence + 1, updated_at = @Now
            from locked
            where l.id = locked.list_id
            returning l.id, l.last_sequence, locked.is_completed as was_completed),
        i as (
            update item set
                name = case when @HasName then @Name else name end,
                quantity = case when @HasQuantity then @Quantity else quantity end,
                comment = case when @HasComment then @Comment else comment end,
                is_completed = coalesce(@IsCompleted, is_completed),
                last_modified_by_id = @CallerId,
                updated_at = @Now
            from target
            where item.id = @ItemId and item.list_id = target.id
            returning item.*)
        select {Columns}, target.last_sequence as sequence, target.was_completed
        from i {Joins} cross join target
        """;

    internal const string Delete = """
        with gone as (
            delete from item i
            using list_member me
            where i.id = @ItemId and me.list_id = i.list_id and me.account_id = @CallerId
            returning i.list_id)
        update shopping_list l set last_sequence = l.last_sequence + 1, updated_at = @Now
        from gone
        where l.id = gone.list_id
        returning l.id as list_id, l.last_sequence as sequence
        """;
}
