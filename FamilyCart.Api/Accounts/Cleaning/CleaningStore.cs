using Dapper;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Accounts.Cleaning;

/// <summary>Removes batches of what nobody can use any more. Rows that another transaction holds are passed over.</summary>
internal sealed class CleaningStore(
    AccountSettings accounts, TokenSettings tokens, RefreshTokenSettings refreshTokens, TimeProvider time)
{
    private const string SelectUnproven = $"""
        select a.id from account a
        where a.email_key is null and a.created_at <= @Before and {UnprovenAccounts.OwnsNothing}
        order by a.created_at
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

        delete from failed_login where (subject_hash, client_hash) in (
            select subject_hash, client_hash from failed_login where ends_at <= @Now limit 500 for update skip locked);

        delete from known_network where (account_id, client_hash) in (
            select account_id, client_hash from known_network where last_login_at <= @UnseenSince limit 500 for update skip locked);

        delete from address_counter where (purpose, address_hash) in (
            select purpose, address_hash from address_counter where ends_at <= @Now limit 500 for update skip locked);
        """;

    /// <summary>How long a network is known after the last log-in from it.</summary>
    private static readonly TimeSpan _knownFor = TimeSpan.FromDays(90);

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
            new { Now = now, UnseenSince = now - _knownFor, IdleSince = now - tokens.IdleTimeout, RefreshIdleSince = now - refreshTokens.IdleTimeout },
            cancellationToken: cancellationToken));
    }
}
