using Dapper;
using Npgsql;

namespace FamilyCart.Api.Accounts.Registration;

/// <summary>
/// Accounts that have never proven an address. Those made here own nothing yet and go without a trace; those of the service before may
/// have lists, and keep their claim of the address, whoever else registers or proves it.
/// </summary>
internal static class UnprovenAccounts
{
    /// <summary>Whether nothing hangs on account a.</summary>
    internal const string OwnsNothing = """
        not exists (select from shopping_list where owner_id = a.id)
            and not exists (select from list_member where account_id = a.id)
            and not exists (select from item where a.id in (owner_id, last_modified_by_id))
        """;

    /// <summary>
    /// The order of accounts a that await an address: those that own something first, since anybody can register it anew, then the
    /// newest. One that has proven another address gains nothing by its lists.
    /// </summary>
    internal const string Order = $"(a.email_key is null and not ({OwnsNothing})) desc, a.created_at desc, a.id";

    private const string SelectOfAddress = $"""
        select a.id from account a
        where a.pending_email_key = @EmailKey and a.email_key is null and {OwnsNothing}
        order by a.created_at desc, a.id
        offset @Keep
        for update
        """;

    private const string Delete = $"delete from account a where a.id = any(@Ids) and a.email_key is null and {OwnsNothing}";

    /// <summary>Removes those that own nothing and await the same address, but for the newest few, and ends their log-ins. Needs the address's lock.</summary>
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
