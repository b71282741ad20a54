using Dapper;
using Npgsql;

namespace FamilyCart.Api.Tokens;

/// <summary>Refresh tokens in PostgreSQL, each good for one exchange. A used one is kept, to notice when it comes again.</summary>
internal sealed class RefreshTokenStore(RefreshTokenSettings settings, TimeProvider time)
{
    private const string Insert = """
        insert into refresh_token (token_hash, login_id, account_id, created_at, expires_at)
        values (@TokenHash, @LoginId, @AccountId, @Now, @ExpiresAt)
        """;

    private const string LockAccount = """
        select true from account
        where id = (select account_id from refresh_token where token_hash = @TokenHash) and is_active
        for no key update
        """;

    private const string Select = """
        select r.login_id, r.account_id, r.expires_at, r.used_at, r.replaced_at,
            exists (
                select from refresh_token later
                where later.login_id = r.login_id and later.token_hash <> r.token_hash and later.created_at >= r.used_at
                    and later.used_at is not null and later.replaced_at is null) as is_superseded
        from refresh_token r
        where r.token_hash = @TokenHash and r.expires_at > @Now and r.created_at > @IdleSince
        """;

    private const string Use = "update refresh_token set used_at = @Now where token_hash = @TokenHash and used_at is null";

    /// <summary>Used, too: the version before knows nothing else.</summary>
    private const string Replace =
        "update refresh_token set used_at = @Now, replaced_at = @Now where login_id = @LoginId and used_at is null";

    /// <summary>Returns a new token of the log-in.</summary>
    internal async Task<string> IssueAsync(
        NpgsqlConnection connection, Guid accountId, Guid loginId, DateTime expiresAt, CancellationToken cancellationToken)
    {
        var token = OpaqueToken.Create();
        await connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new
            {
                TokenHash = OpaqueToken.Hash(token),
                LoginId = loginId,
                AccountId = accountId,
                Now = time.GetUtcNow().UtcDateTime,
                ExpiresAt = expiresAt,
            },
            cancellationToken: cancellationToken));
        return token;
    }

    /// <summary>
    /// Takes the lock of the token's account and returns the token, or null when it is unknown, idle for too long, too old, or its
    /// account is not active.
    /// </summary>
    internal async Task<RefreshTokenRow?> TakeAsync(NpgsqlConnection connection, byte[] tokenHash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var parameters = new { TokenHash = tokenHash, Now = now, IdleSince = now - settings.IdleTimeout };

        // Two statements: the second sees what those who held the lock before have done.
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(LockAccount, parameters, cancellationToken: cancellationToken))
            ? await connection.QuerySingleOrDefaultAsync<RefreshTokenRow>(new CommandDefinition(
                Select, parameters, cancellationToken: cancellationToken))
            : null;
    }

    /// <summary>Makes what was given for a token before, and never used, worthless: at most one token of a log-in lives.</summary>
    internal Task ReplaceAsync(NpgsqlConnection connection, Guid loginId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Replace, new { LoginId = loginId, Now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken));

    internal Task UseAsync(NpgsqlConnection connection, byte[] tokenHash, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Use, new { TokenHash = tokenHash, Now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken));
}
