using FamilyCart.Api.Items;

namespace FamilyCart.Api.Lists;

/// <summary>
/// The statements of lists. Every one joins the caller's membership, so that another family's rows cannot be named, and those
/// that change something take the list's next sequence number in the same statement.
/// </summary>
internal static class ListQueries
{
    private const string ListColumns =
        "l.id, l.name, l.description, l.owner_id, l.created_at, l.updated_at, l.last_sequence as sequence";

    private const string MemberColumns = """
        m.list_id, a.id, a.email, a.nickname, a.first_name, a.last_name, a.is_active, a.is_superuser, a.is_verified
        """;

    /// <summary>The lists of the caller, then their members, then their items.</summary>
    internal const string SelectAll = $"""
        select {ListColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        where me.account_id = @CallerId
        order by l.id;

        select {MemberColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where me.account_id = @CallerId and (a.id <> l.owner_id or l.owner_id <> @CallerId)
        order by m.joined_at, a.id;

        select {ItemQueries.Columns}
        from list_member me join item i on i.list_id = me.list_id {ItemQueries.Joins}
        where me.account_id = @CallerId
        {ItemQueries.Order};
        """;

    /// <summary>The same for one list.</summary>
    internal const string SelectOne = $"""
        select {ListColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId;

        select {MemberColumns}
        from list_member me join shopping_list l on l.id = me.list_id
        join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where me.list_id = @ListId and me.account_id = @CallerId and (a.id <> l.owner_id or l.owner_id <> @CallerId)
        order by m.joined_at, a.id;

        {ItemQueries.SelectByList}
        """;

    internal const string SelectExists = "select exists (select from shopping_list where id = @ListId)";

    internal const string Insert = $"""
        with l as (
            insert into shopping_list (name, description, owner_id, created_at, updated_at)
            values (@Name, @Description, @CallerId, @Now, @Now)
            returning *),
        joined as (
            insert into list_member (list_id, account_id, joined_at) select l.id, @CallerId, @Now from l)
        select {ListColumns} from l
        """;

    /// <summary>No row when the caller is not the owner, the address is unknown, or its account is a member already.</summary>
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
}
