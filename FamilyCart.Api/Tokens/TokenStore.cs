using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Tokens;

/// <summary>Tokens in PostgreSQL: each is checked there on every use, so that a revoked one is dead at once.</summary>
internal sealed class TokenStore(NpgsqlDataSource database, TokenSettings settings, TimeProvider time)
{
    /// <summary>What a row t of access_token with its account a has to be; takes @Now and @IdleSince.</summary>
    internal const string Living = "t.expires_at > @Now and t.last_used_at > @IdleSince and a.is_active";

    private const string Insert = """
        with dead as (
            delete from access_token
            where account_id = @AccountId and (expires_at <= @Now or last_used_at <= @IdleSince)),
        seen as (
            update account set last_seen_at = @Now where id = @AccountId)
        insert into access_token (token_hash, account_id, login_id, created_at, last_used_at, expires_at)
        values (@TokenHash, @AccountId, @LoginId, @Now, @Now, @ExpiresAt)
        """;

    private const string Select = $"""
        select a.id, a.email, a.nickname, a.first_name, a.last_name, a.is_active, a.is_superuser, a.is_verified, t.last_used_at, t.login_id,
            a.is_probe
        from access_token t
        join account a on a.id = t.account_id
        where t.token_hash = @TokenHash and {Living}
        """;

    private const string Touch = """
        with used as (
            update access_token set last_used_at = @Now where token_hash = @TokenHash and last_used_at < @Now returning account_id)
        update account a set last_seen_at = @Now from used where a.id = used.account_id
        """;

    /// <summary>Returns a new token of the log-in; those of the account that have ended are swept out.</summary>
    internal async Task<string> IssueAsync(
        NpgsqlConnection connection, Guid accountId, Guid loginId, DateTime expiresAt, CancellationToken cancellationToken)
    {
        var token = OpaqueToken.Create();
        var now = time.GetUtcNow().UtcDateTime;
        await connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new
            {
                AccountId = accountId,
                LoginId = loginId,
                TokenHash = OpaqueToken.Hash(token),
                Now = now,
                IdleSince = now - settings.IdleTimeout,
                ExpiresAt = expiresAt,
            },
            cancellationToken: cancellationToken));
        return token;
    }

    /// <summary>Returns whose token this is, or null when it is unknown, revoked, idle for too long or too old.</summary>
    internal async Task<Caller?> FindCallerAsync(string? token, CancellationToken cancellationToken)
    {
        if (OpaqueToken.Hash(token) is not { } tokenHash)
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        if (await FindAsync(connection, tokenHash, now, cancellationToken) is not { } found)
        {
            return null;
        }

        if (now - found.LastUsedAt > settings.TouchInterval)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Touch, new { TokenHash = tokenHash, Now = now }, cancellationToken: cancellationToken));
        }

        return found.Caller;
    }

    /// <summary>Read by hand, since every request begins with it.</summary>
    private async Task<(Caller Caller, DateTime LastUsedAt)?> FindAsync(
        NpgsqlConnection connection, byte[] tokenHash, DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<byte[]>("TokenHash", tokenHash),
                new NpgsqlParameter<DateTime>("Now", now),
                new NpgsqlParameter<DateTime>("IdleSince", now - settings.IdleTimeout),
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? (new Caller(ReadAccount(rows), tokenHash, rows.GetGuid(9)) { IsProbe = rows.GetBoolean(10) }, rows.GetDateTime(8))
            : null;
    }

    private static Account ReadAccount(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Email = row.GetString(1),
        Nickname = row.GetString(2),
        FirstName = row.IsDBNull(3) ? null : row.GetString(3),
        LastName = row.IsDBNull(4) ? null : row.GetString(4),
        IsActive = row.GetBoolean(5),
        IsSuperuser = row.GetBoolean(6),
        IsVerified = row.GetBoolean(7),
    };
}
