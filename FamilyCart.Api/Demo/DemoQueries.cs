namespace FamilyCart.Api.Demo;

internal static class DemoQueries
{
    /// <summary>Nothing when the account, or another with its address, is there.</summary>
    internal const string InsertAccount = """
        insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at)
        values (@Id, @Email, @EmailKey, @PasswordHash, @Nickname, true, @Now)
        on conflict do nothing
        """;

    internal const string CountAccounts = "select count(*) from account where id = any (@Ids)";

    /// <summary>No row when the list was seeded before; it may be gone since, and does not come back.</summary>
    internal const string ClaimList = """
        insert into import_mapping (kind, legacy_id, our_id, imported_at) values ('demo', @Key, '', @Now)
        on conflict do nothing
        returning true
        """;

    internal const string InsertList = """
        insert into shopping_list (name, description, owner_id, created_at, updated_at)
        values (@Name, @Description, @OwnerId, @Now, @Now)
        returning id
        """;

    internal const string UpdateClaim = "update import_mapping set our_id = @ListId::text where kind = 'demo' and legacy_id = @Key";

    internal const string InsertMember = "insert into list_member (list_id, account_id, joined_at) values (@ListId, @AccountId, @Now)";

    internal const string InsertItem = """
        insert into item (list_id, name, quantity, is_completed, owner_id, last_modified_by_id, created_at, updated_at)
        values (@ListId, @Name, @Quantity, @IsCompleted, @OwnerId, @OwnerId, @Now, @Now)
        """;
}
