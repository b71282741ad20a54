using Dapper;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Accounts.Registration;

/// <summary>
/// New accounts. The address of one that is proven already gets another account like any other, which can never be proven: only
/// the letter knows the difference.
/// </summary>
internal sealed class RegistrationStore(NpgsqlDataSource database, AddressProof proof, TimeProvider time)
{
    private const int UnprovenPerAddress = 5;

    private const string Insert = $"""
        insert into account (id, email, pending_email_key, password_hash, nickname, first_name, last_name, is_verified, created_at)
        values (@Id, @Email, @EmailKey, @PasswordHash, @Nickname, @FirstName, @LastName, false, @Now)
        returning {AccountQueries.Columns}
        """;

    /// <summary>Returns the new account; log-ins of the oldest ones, which make room for it, are added to <paramref name="ended"/>.</summary>
    internal async Task<Account> AddAsync(
        RegisterRequest request, string passwordHash, EndedLogins ended, CancellationToken cancellationToken)
    {
        var email = request.Email!.Trim();
        var emailKey = EmailAddress.ToKey(email);
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AddressLock.TakeAsync(connection, emailKey, cancellationToken);
        var account = await connection.QuerySingleAsync<Account>(new CommandDefinition(
            Insert,
            new
            {
                Id = Guid.NewGuid(),
                Email = email,
                EmailKey = emailKey,
                PasswordHash = passwordHash,
                Nickname = request.Nickname!.Trim(),
                request.FirstName,
                request.LastName,
                Now = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken: cancellationToken));
        await UnprovenAccounts.RemoveAsync(connection, emailKey, UnprovenPerAddress, ended, cancellationToken);
        await proof.RequestAsync(
            transaction, new AddressHolder { Id = account.Id, Email = email, Nickname = account.Nickname }, cancellationToken);
        await transaction.CommitForGoodAsync();
        return account;
    }
}
