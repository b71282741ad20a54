using Dapper;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Accounts.Verification;

/// <summary>The tokens of letters: 256 random bits that work once. The database knows only their SHA-256.</summary>
internal sealed class AccountTokenStore(AccountSettings settings, TimeProvider time)
{
    private const string Insert = """
        insert into account_token (token_hash, account_id, purpose, email_key, created_at, expires_at)
        select @TokenHash, a.id, @Purpose, @EmailKey, @Now, @ExpiresAt from account a where a.id = @AccountId
        """;

    private const string Select = """
        select account_id, email_key, used_at is not null as is_used
        from account_token
        where token_hash = @TokenHash and purpose = @Purpose and expires_at > @Now
        """;

    private const string Use = "update account_token set used_at = @Now where token_hash = @TokenHash and used_at is null";

    private const string Delete = "delete from account_token where account_id = @AccountId and purpose = @Purpose";

    /// <summary>Makes a token that proves the address for the account; without an account, one that no table knows.</summary>
    internal async Task<IssuedToken> IssueAsync(
        NpgsqlConnection connection, string purpose, Guid? accountId, string emailKey, CancellationToken cancellationToken)
    {
        var token = OpaqueToken.Create();
        var now = time.GetUtcNow();
        var expiresAt = now + (purpose == AccountTokenPurpose.Reset ? settings.ResetTokenLifetime : settings.VerifyTokenLifetime);
        await connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new
            {
                TokenHash = OpaqueToken.Hash(token),
                AccountId = accountId,
                Purpose = purpose,
                EmailKey = emailKey,
                Now = now.UtcDateTime,
                ExpiresAt = expiresAt.UtcDateTime,
            },
            cancellationToken: cancellationToken));
        return new IssuedToken(token, expiresAt);
    }

    /// <summary>Returns what the token is for, used or not, or null when it is unknown or has expired.</summary>
    internal Task<AccountTokenRow?> FindAsync(
        NpgsqlConnection connection, string purpose, byte[] tokenHash, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<AccountTokenRow?>(new CommandDefinition(
            Select,
            new { TokenHash = tokenHash, Purpose = purpose, Now = time.GetUtcNow().UtcDateTime },
            cancellationToken: cancellationToken));

    /// <summary>Uses the token up; false when somebody else has.</summary>
    internal async Task<bool> UseAsync(NpgsqlConnection connection, byte[] tokenHash, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            Use, new { TokenHash = tokenHash, Now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken)) == 1;

    /// <summary>Makes the letters of a purpose that are still on their way to the account worthless.</summary>
    internal static Task DropAsync(NpgsqlConnection connection, string purpose, Guid accountId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Delete, new { AccountId = accountId, Purpose = purpose }, cancellationToken: cancellationToken));
}
