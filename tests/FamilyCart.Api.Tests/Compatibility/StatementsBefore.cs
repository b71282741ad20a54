namespace FamilyCart.Api.Tests.Compatibility;

/// <summary>The statements of the version before, word for word.</summary>
internal static class StatementsBefore
{
    internal const string SelectLists = $"""
        select {ListColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        where me.account_id = @CallerId
        order by l.id;

        select {MemberColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where me.account_id = @CallerId and (a.id <> l.owner_id or l.owner_id <> @CallerId)
        order by m.joined_at, a.id;

        select {ItemColumns}
        from list_member me join item i on i.list_id = me.list_id {Joins}
        where me.account_id = @CallerId
        {Order};
        """;

    internal const string SelectList = $"""
        select {ListColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId;

        select {MemberColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where me.list_id = @ListId and me.account_id = @CallerId and (a.id <> l.owner_id or l.owner_id <> @CallerId)
        order by m.joined_at, a.id;

        {SelectItems}
        """;

    internal const string SelectItems = $"""
        select {ItemColumns}
        from list_member me join item i on i.list_id = me.list_id {Joins}
        where me.list_id = @ListId and me.account_id = @CallerId
        {Order};
        """;

    internal const string InsertList = $"""
        with l as (
            insert into shopping_list (name, description, owner_id, created_at, updated_at)
            values (@Name, @Description, @CallerId, @Now, @Now)
            returning *),
        joined as (
            insert into list_member (list_id, account_id, joined_at) select l.id, @CallerId, @Now from l)
        select {ListColumns} from l
        """;

    internal const string InsertMember = """
        with joined as (
            insert into list_member (list_id, account_id, joined_at)
            select l.id, a.id, @Now
            from shopping_list l cross join account a
            where l.id = @ListId and l.owner_id = @CallerId and a.email_key = @EmailKey and a.is_active
            on conflict do nothing
            returning list_id)
        update shopping_list l set last_sequence = l.last_sequence + 1, updated_at = @Now
        from joined
        where l.id = joined.list_id
        returning l.last_sequence
        """;

    internal const string InsertItem = $"""
        with target as (
            update shopping_list l set last_sequence = l.last_sequence + 1, updated_at = @Now
            from list_member me
            where l.id = @ListId and me.list_id = l.id and me.account_id = @CallerId
            returning l.id, l.last_sequence),
        i as (
            insert into item (list_id, name, quantity, comment, owner_id, last_modified_by_id, created_at, updated_at)
            select target.id, @Name, @Quantity, @Comment, @CallerId, @CallerId, @Now, @Now from target
            returning *)
        select {ItemColumns}, target.last_sequence as sequence, false as was_completed
        from i {Joins} cross join target
        """;

    internal const string UpdateItem = $"""
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
        select {ItemColumns}, target.last_sequence as sequence, target.was_completed
        from i {Joins} cross join target
        """;

    internal const string DeleteItem = """
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

    internal const string SelectSequence = $"""
        select l.last_sequence
        from access_token t
        join account a on a.id = t.account_id
        left join list_member me on me.account_id = a.id and me.list_id = @ListId
        left join shopping_list l on l.id = me.list_id
        where t.token_hash = @TokenHash and a.is_verified and {Living}
        """;

    internal const string Review = $"""
        with touched as (
            update access_token t set last_used_at = @Now
            from account a
            where a.id = t.account_id and t.token_hash = any(@TokenHashes) and t.last_used_at < @TouchedBefore and {Living})
        select w.token_hash, w.list_id, a.id is not null as is_living
        from unnest(@TokenHashes, @ListIds) as w (token_hash, list_id)
        left join (access_token t join account a on a.id = t.account_id and a.is_verified and {Living})
            on t.token_hash = w.token_hash
        left join list_member me on me.account_id = a.id and me.list_id = w.list_id
        where me.account_id is null
        """;

    private const string Living = "t.expires_at > @Now and t.last_used_at > @IdleSince and a.is_active";

    private const string ListColumns =
        "l.id, l.name, l.description, l.owner_id, l.created_at, l.updated_at, l.last_sequence as sequence";

    private const string MemberColumns = """
        m.list_id, a.id, a.email, a.nickname, a.first_name, a.last_name, a.is_active, a.is_superuser, a.is_verified
        """;

    private const string ItemColumns = """
        i.id, i.list_id as shopping_list_id, i.name, i.quantity, i.comment, i.is_completed, i.created_at, i.updated_at,
        i.owner_id, o.email as owner_email, o.nickname as owner_nickname,
        i.last_modified_by_id, e.email as last_modified_by_email, e.nickname as last_modified_by_nickname
        """;

    private const string Joins = "join account o on o.id = i.owner_id join account e on e.id = i.last_modified_by_id";

    private const string Order = "order by i.is_completed, lower(i.name), i.id";
}
