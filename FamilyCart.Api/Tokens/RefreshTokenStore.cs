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
        select login_id, account_id, expires_at, used_at
        from refresh_token
        where token_hash = @TokenHash and expires_at > @Now and created_at > @IdleSince
        """;

    private const string Use = "update refresh_token set used_at = @Now where token_hash = @TokenHash and used_at is null";

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

    internal Task UseAsync(NpgsqlConnection connection, byte[] tokenHash, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Use, new { TokenHash = tokenHash, Now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken));
}
