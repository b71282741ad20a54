using Dapper;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Database;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Accounts.Profile;

/// <summary>What people change about themselves.</summary>
internal sealed class ProfileStore(NpgsqlDataSource database, AddressProof proof, RefreshTokenSettings refreshSettings)
{
    private const string SelectHash = "select password_hash from account where id = @Id and is_active";

    /// <summary>Old refresh tokens are cleaned away, but each knows when its log-in ends.</summary>
    private const string SelectLogInTime = """
        select least(
            (select min(created_at) from access_token where login_id = @LoginId),
            (select least(min(created_at), min(expires_at) - @Lifetime) from refresh_token where login_id = @LoginId))
        """;

    private const string Update = $"""
        update account set
            nickname = coalesce(@Nickname, nickname),
            first_name = case when @HasFirstName then @FirstName else first_name end,
            last_name = case when @HasLastName then @LastName else last_name end,
            password_hash = coalesce(@NewHash, password_hash),
            pending_email = coalesce(@NewEmail, pending_email),
            pending_email_key = coalesce(@NewEmailKey, pending_email_key)
        where id = @Id and is_active and (@OldHash::text is null or password_hash = @OldHash)
        returning {AccountQueries.Columns}
        """;

    /// <summary>Returns when the caller gave their password for this log-in, UTC: no token of it is older.</summary>
    internal async Task<DateTime?> FindLogInTimeAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            SelectLogInTime, new { caller.LoginId, refreshSettings.Lifetime }, cancellationToken: cancellationToken));
    }

    internal async Task<string?> FindHashAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            SelectHash, new { Id = accountId }, cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Returns the changed account, or null when its password is not the one that was checked any more. A new address is noted and
    /// its owner asked; a new password ends all log-ins but the caller's.
    /// </summary>
    internal async Task<Account?> UpdateAsync(
        Caller caller, ProfileChange change, EndedLogins ended, CancellationToken cancellationToken)
    {
        var request = change.Request;
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var account = await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(
            Update,
            new
            {
                caller.Id,
                Nickname = request.Nickname?.Trim(),
                request.HasFirstName,
                request.FirstName,
                request.HasLastName,
                request.LastName,
                change.OldHash,
                change.NewHash,
                NewEmail = change.NewEmail?.Trim(),
                NewEmailKey = change.NewEmail is { } newEmail ? EmailAddress.ToKey(newEmail) : null,
            },
            cancellationToken: cancellationToken));
        if (account is null)
        {
            return null;
        }

        if (change.NewEmail is { } email)
        {
            await proof.RequestAsync(
                transaction,
                new AddressHolder { Id = account.Id, Email = email.Trim(), Nickname = account.Nickname },
                cancellationToken);
        }

        if (change.NewHash is not null)
        {
            await AccountTokenStore.DropAsync(connection, AccountTokenPurpose.Reset, account.Id, cancellationToken);
            await ended.EndAsync(connection, [account.Id], caller.LoginId, cancellationToken);
        }

        await transaction.CommitForGoodAsync();
        return account;
    }
}
