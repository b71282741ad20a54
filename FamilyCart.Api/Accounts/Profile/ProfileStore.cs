using Dapper;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Database;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Accounts.Profile;

/// <summary>What people change about themselves.</summary>
internal sealed class ProfileStore(NpgsqlDataSource database, AddressProof proof)
{
    private const string SelectHash = "select password_hash from account where id = @Id and is_active";

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
