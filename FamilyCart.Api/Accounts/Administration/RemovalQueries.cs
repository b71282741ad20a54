namespace FamilyCart.Api.Accounts.Administration;

/// <summary>The statements that take an account away.</summary>
internal static class RemovalQueries
{
    internal const string SelectKeys = """
        select key from account, unnest(array[email_key, pending_email_key]) as key where id = @AccountId and key is not null order by key
        """;

    /// <summary>Whose content changes when the account goes: its own, deleted ones too, those it is in, and where it has items.</summary>
    internal const string SelectLists = """
        select id from shopping_list where owner_id = @AccountId
        union select list_id from list_member where account_id = @AccountId
        union select list_id from item where @AccountId = owner_id
        union select list_id from item where @AccountId = last_modified_by_id
        order by id
        """;

    internal const string LockList = "select id, owner_id, version, last_sequence, 'owner' as role from shopping_list where id = @ListId for update";

    internal const string LockAccount = "select true from account where id = @AccountId for update";

    internal const string IsDeleted = "select deleted_at is not null from shopping_list where id = @ListId";

    internal const string DeleteList = "delete from shopping_list where id = @ListId";

    /// <summary>What it asked for stays, as if the list's owner had.</summary>
    internal const string HandOver = """
        update item i set
            owner_id = case when i.owner_id = @AccountId then @OwnerId else i.owner_id end,
            last_modified_by_id = case when i.last_modified_by_id = @AccountId then @OwnerId else i.last_modified_by_id end
        where i.list_id = @ListId and @AccountId in (i.owner_id, i.last_modified_by_id)
        """;

    /// <summary>
    /// Takes address and names out of what was told of the account: as a person of an item, as a member of a list, as who joined. Only
    /// lists that it was busy in or is in hold any of it.
    /// </summary>
    internal const string Anonymize = """
        update list_event e set message = regexp_replace(
            regexp_replace(
                e.message::text,
                '(\{"id":"' || @AccountId::text || '","email":)"(?:[^"\\]|\\.)*"(,"nickname":)"(?:[^"\\]|\\.)*"'
                    || '(?:(,"first_name":)(?:null|"(?:[^"\\]|\\.)*")(,"last_name":)(?:null|"(?:[^"\\]|\\.)*"))?',
                '\1""\2"' || @Nobody || '"',
                'g'),
            case when e.account_id = @AccountId then '"new_member_email":"(?:[^"\\]|\\.)*"' else '$^' end,
            '"new_member_email":null',
            'g')::json
        where e.list_id in (
                select unnest(@ListIds) union select list_id from list_event where account_id = @AccountId)
            and (e.account_id = @AccountId or e.message::text like '%' || @AccountId::text || '%')
        """;

    internal const string DeleteAccount = "delete from account where id = @AccountId";
}
