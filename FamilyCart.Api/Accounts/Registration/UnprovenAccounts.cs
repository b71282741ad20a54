using Dapper;
using Npgsql;

namespace FamilyCart.Api.Accounts.Registration;

/// <summary>
/// Accounts that have never proven an address. Those made here own nothing yet and go without a trace; those of the service before may
/// have lists, and only lose the address.
/// </summary>
internal static class UnprovenAccounts
{
    private const string SelectOfAddress = """
        select id from account
        where pending_email_key = @EmailKey and email_key is null
        order by created_at desc, id
        offset @Keep
        for update
        """;

    /// <summary>Whether nothing hangs on account a.</summary>
    internal const string OwnsNothing = """
        not exists (select from shopping_list where owner_id = a.id)
            and not exists (select from list_member where account_id = a.id)
            and not exists (select from item where a.id in (owner_id, last_modified_by_id))
        """;

    private const string Delete = $"""
        delete from account a where a.id = any(@Ids) and a.email_key is null and {OwnsNothing};

        update account set pending_email = null, pending_email_key = null where id = any(@Ids) and email_key is null;
        """;

    /// <summary>Removes those that await the same address, but for the newest few, and ends their log-ins. Needs the address's lock.</summary>
    internal static async Task RemoveAsync(
        NpgsqlConnection connection, string emailKey, int keep, EndedLogins ended, CancellationToken cancellationToken)
    {
        var ids = await connection.QueryAsync<Guid>(new CommandDefinition(
            SelectOfAddress, new { EmailKey = emailKey, Keep = keep }, cancellationToken: cancellationToken));
        await RemoveAsync(connection, ids.AsList(), ended, cancellationToken);
    }

    /// <summary>Removes accounts that this transaction has locked.</summary>
    internal static async Task RemoveAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, EndedLogins ended, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await ended.EndAsync(connection, ids, exceptLoginId: null, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Delete, new { Ids = ids.ToArray() }, cancellationToken: cancellationToken));
    }
}
