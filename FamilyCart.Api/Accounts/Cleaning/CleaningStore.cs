using Dapper;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Accounts.Cleaning;

/// <summary>Removes batches of what nobody can use any more. Rows that another transaction holds are passed over.</summary>
internal sealed class CleaningStore(
    AccountSettings accounts, TokenSettings tokens, RefreshTokenSettings refreshTokens, TimeProvider time)
{
    private const string SelectUnproven = """
        select id from account
        where email_key is null and created_at <= @Before
        order by created_at
        limit 500
        for update skip locked
        """;

    private const string DeleteEnded = """
        delete from account_token where token_hash in (
            select token_hash from account_token where expires_at <= @Now limit 500 for update skip locked);

        delete from refresh_token where token_hash in (
            select token_hash from refresh_token
            where created_at <= @RefreshIdleSince or expires_at <= @Now limit 500 for update skip locked);

        delete from access_token where token_hash in (
            select token_hash from access_token
            where last_used_at <= @IdleSince or expires_at <= @Now limit 500 for update skip locked);

        delete from address_counter where (purpose, address_hash) in (
            select purpose, address_hash from address_counter where ends_at <= @Now limit 500 for update skip locked);
        """;

    /// <summary>Returns how many accounts are gone, with all log-ins.</summary>
    internal async Task<int> RemoveUnprovenAsync(NpgsqlConnection connection, EndedLogins ended, CancellationToken cancellationToken)
    {
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
            SelectUnproven,
            new { Before = time.GetUtcNow().UtcDateTime - accounts.UnprovenLifetime },
            cancellationToken: cancellationToken))).AsList();
        await UnprovenAccounts.RemoveAsync(connection, ids, ended, cancellationToken);
        return ids.Count;
    }

    /// <summary>Returns how many tokens and counts are gone.</summary>
    internal Task<int> RemoveEndedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return connection.ExecuteAsync(new CommandDefinition(
            DeleteEnded,
            new { Now = now, IdleSince = now - tokens.IdleTimeout, RefreshIdleSince = now - refreshTokens.IdleTimeout },
            cancellationToken: cancellationToken));
    }
}
