using Dapper;
using Npgsql;

namespace FamilyCart.Api.Accounts.Registration;

/// <summary>Accounts that have never proven an address. They own nothing yet, so that they can go without a trace.</summary>
internal static class UnprovenAccounts
{
    private const string SelectOfAddress = """
        select id from account
        where pending_email_key = @EmailKey and email_key is null
        order by created_at desc, id
        offset @Keep
        for update
        """;

    private const string Delete = "delete from account where id = any(@Ids) and email_key is null";

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
