using FamilyCart.Api.Changes;
using FamilyCart.Api.Items;

namespace FamilyCart.Api.Lists;

/// <summary>
/// The statements of lists. Reads join the caller's membership, so that another family's rows cannot be named; changes run under
/// the lock of their list.
/// </summary>
internal static class ListQueries
{
    private const string Columns =
        "l.id, l.name, l.description, l.owner_id, l.created_at, l.updated_at, l.last_sequence as sequence, l.version";

    private const string MemberColumns = """
        m.list_id, a.id, a.email, a.nickname, a.first_name, a.last_name, a.is_active, a.is_superuser, a.is_verified
        """;

    /// <summary>The lists of the caller, then their members, then the first of their items.</summary>
    internal const string SelectAll = $"""
        select {Columns}, {ListLock.Role} as role
        from list_member me join shopping_list l on l.id = me.list_id
        where me.account_id = @CallerId
        order by l.id
        limit @Limit offset @Offset;

        select {MemberColumns}
        from (
            select l.id, l.owner_id
            from list_member me join shopping_list l on l.id = me.list_id
            where me.account_id = @CallerId
            order by l.id
            limit @Limit offset @Offset) l
        join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where a.id <> l.owner_id or l.owner_id <> @CallerId
        order by m.joined_at, a.id;

        select i.*
        from (
            select me.list_id
            from list_member me
            where me.account_id = @CallerId
            order by me.list_id
            limit @Limit offset @Offset) l
        cross join lateral (
            select {ItemQueries.Columns}
            from item i {ItemQueries.Joins}
            where i.list_id = l.list_id
            {ItemQueries.Order}
            limit @ItemLimit) i;
        """;

    /// <summary>One list, then the first of its items, then its members.</summary>
    internal const string SelectOne = $"""
        select {Columns}, {ListLock.Role} as role
        from list_member me join shopping_list l on l.id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId;

        select {ItemQueries.Columns}
        from list_member me join item i on i.list_id = me.list_id {ItemQueries.Joins}
        where me.list_id = @ListId and me.account_id = @CallerId
        {ItemQueries.Order}
        limit @ItemLimit;

        select {MemberColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where me.list_id = @ListId and me.account_id = @CallerId and (a.id <> l.owner_id or l.owner_id <> @CallerId)
        order by m.joined_at, a.id
        """;

    /// <summary>What the tag of a list is made of.</summary>
    internal const string SelectVersion = """
        select l.version, l.last_sequence as sequence
        from list_member me join shopping_list l on l.id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId
        """;

    /// <summary>The list and all members but its owner.</summary>
    internal const string SelectSummary = $"""
        select {Columns}, 'owner' as role from shopping_list l where l.id = @ListId;

        select {MemberColumns}
        from shopping_list l join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where l.id = @ListId and a.id <> l.owner_id
        order by m.joined_at, a.id
        """;

    /// <summary>
    /// Whether the caller may own one more list. Who makes several at once waits: one account, one count. The prober, which makes and
    /// deletes one a minute, never restores one.
    /// </summary>
    internal const string SelectHasRoom = """
        select id from account where id = @CallerId for no key update;

        select not exists (
            select from shopping_list l join account a on a.id = l.owner_id
            where l.owner_id = @CallerId and not (a.is_probe and l.deleted_at is not null)
            offset @ListLimit - 1)
        """;

    internal const string Insert = $"""
        with l as (
            insert into shopping_list (name, description, owner_id, created_at, updated_at)
            values (@Name, @Description, @CallerId, @Now, @Now)
            returning *),
        joined as (
            insert into list_member (list_id, account_id, joined_at) select l.id, @CallerId, @Now from l)
        select {Columns}, 'owner' as role from l
        """;

    internal const string Update = """
        update shopping_list set
            name = coalesce(@Name, name),
            description = case when @NamesDescription then @Description else description end
        where id = @ListId
        """;

    /// <summary>Without members nobody can reach the list; it is kept until it is restored or cleaned up.</summary>
    internal const string Delete = """
        with gone as (
            delete from list_member where list_id = @ListId returning list_id, account_id, role, joined_at),
        kept as (
            insert into former_member (list_id, account_id, role, joined_at) select list_id, account_id, role, joined_at from gone)
        update shopping_list set deleted_at = @Now where id = @ListId
        """;

    internal const string SelectDeleted = $"""
        select {Columns}, 'owner' as role, l.deleted_at
        from shopping_list l
        where l.owner_id = @CallerId and l.deleted_at is not null
        order by l.deleted_at desc, l.id
        limit @Limit offset @Offset
        """;

    internal const string Restore = """
        with former as (
            delete from former_member where list_id = @ListId returning list_id, account_id, role, joined_at),
        back as (
            insert into list_member (list_id, account_id, role, joined_at) select list_id, account_id, role, joined_at from former)
        update shopping_list set deleted_at = null where id = @ListId
        """;
}
