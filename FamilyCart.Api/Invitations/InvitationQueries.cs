namespace FamilyCart.Api.Invitations;

/// <summary>The statements of invitations, by the owner of the list or by whoever proved the address.</summary>
internal static class InvitationQueries
{
    private const string Columns = """
        v.id, v.list_id, l.name as list_name, v.email, v.role,
        case when v.status = 'pending' and v.expires_at <= @Now then 'expired' else v.status end as status,
        b.nickname as invited_by, v.created_at, v.expires_at
        """;

    private const string Joins = "join shopping_list l on l.id = v.list_id join account b on b.id = v.invited_by_id";

    internal const string SelectOfList = $"""
        select {Columns}
        from invitation v {Joins}
        where v.list_id = @ListId and l.owner_id = @CallerId and l.deleted_at is null
        order by v.id desc
        limit @Limit offset @Offset
        """;

    internal const string SelectOwner = "select owner_id from shopping_list where id = @ListId and deleted_at is null";

    internal const string SelectMine = $"""
        select {Columns}
        from invitation v {Joins}
        where v.email_key = @EmailKey and v.status = 'pending' and v.expires_at > @Now and l.deleted_at is null
        order by v.id
        limit @Limit offset @Offset
        """;

    internal const string SelectOne = $"select {Columns} from invitation v {Joins} where v.id = @Id and v.list_id = @ListId";

    internal const string SelectPending = """
        select v.id, v.sent_at
        from invitation v
        where v.list_id = @ListId and v.email_key = @EmailKey and v.status = 'pending'
        """;

    /// <summary>How many wait in the list, and how many letters the caller has caused since yesterday.</summary>
    internal const string SelectCounts = """
        select
            (select count(*) from invitation where list_id = @ListId and status = 'pending' and expires_at > @Now) as pending,
            (select count(*) from invitation where invited_by_id = @AccountId and sent_at > @Yesterday) as sent
        """;

    internal const string Insert = """
        insert into invitation (list_id, email, email_key, role, invited_by_id, token_hash, created_at, sent_at, expires_at)
        values (@ListId, @Email, @EmailKey, @Role, @AccountId, @TokenHash, @Now, @Now, @ExpiresAt)
        returning id
        """;

    /// <summary>The letter before is worthless from now on.</summary>
    internal const string Renew = """
        update invitation
        set role = coalesce(@Role, role), token_hash = @TokenHash, sent_at = @Now, expires_at = @ExpiresAt, invited_by_id = @AccountId
        where id = @Id
        """;

    internal const string Cancel = """
        update invitation set status = 'cancelled', ended_at = @Now where id = @Id and list_id = @ListId and status = 'pending'
        """;

    internal const string Decline = """
        update invitation set status = 'declined', ended_at = @Now
        where id = @Id and email_key = @EmailKey and status = 'pending' and expires_at > @Now
        """;

    internal const string FindMine = """
        select id, list_id from invitation where id = @Id and email_key = @EmailKey and status = 'pending' and expires_at > @Now
        """;

    /// <summary>Also says whose the address is, if anybody's.</summary>
    internal const string FindByToken = """
        select v.id, v.list_id, l.name as list_name, a.id as account_id
        from invitation v join shopping_list l on l.id = v.list_id
        left join account a on a.email_key = v.email_key and a.is_active and a.is_verified
        where v.token_hash = @TokenHash and v.status = 'pending' and v.expires_at > @Now and l.deleted_at is null
        """;

    internal const string FindAllOf = """
        select v.id, v.list_id
        from invitation v join shopping_list l on l.id = v.list_id
        where v.email_key = @EmailKey and v.status = 'pending' and v.expires_at > @Now and l.deleted_at is null
        order by v.list_id
        """;

    internal const string Accept = """
        update invitation set status = 'accepted', ended_at = @Now
        where id = @Id and list_id = @ListId and status = 'pending' and expires_at > @Now
        returning role
        """;
}
