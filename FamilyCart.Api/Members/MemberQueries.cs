using FamilyCart.Api.Changes;

namespace FamilyCart.Api.Members;

internal static class MemberQueries
{
    private const string Columns = "a.id, a.email, a.nickname";

    internal const string SelectAll = $"""
        select {Columns}, case when l.owner_id = m.account_id then 'owner' else m.role end as role, m.joined_at
        from list_member me join shopping_list l on l.id = me.list_id
        join list_member m on m.list_id = l.id join account a on a.id = m.account_id
        where me.list_id = @ListId and me.account_id = @CallerId
        order by m.joined_at, a.id
        """;

    internal const string SelectOne = $"""
        select {Columns}, {ListLock.Role} as role, me.joined_at
        from list_member me join shopping_list l on l.id = me.list_id join account a on a.id = me.account_id
        where me.list_id = @ListId and me.account_id = @AccountId
        """;

    internal const string SelectByEmail = """
        select m.account_id
        from list_member m join account a on a.id = m.account_id
        where m.list_id = @ListId and a.email_key = @EmailKey
        """;

    internal const string SelectHasRoom = """
        select count(*) < @MemberLimit or bool_or(account_id = @AccountId) from list_member where list_id = @ListId
        """;

    internal const string Insert = """
        insert into list_member (list_id, account_id, role, joined_at)
        values (@ListId, @AccountId, @Role, @Now)
        on conflict do nothing
        """;

    internal const string UpdateRole =
        "update list_member set role = @Role where list_id = @ListId and account_id = @AccountId";

    internal const string Delete = "delete from list_member where list_id = @ListId and account_id = @AccountId";
}
