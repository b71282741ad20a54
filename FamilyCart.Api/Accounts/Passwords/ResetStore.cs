using Dapper;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Database;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Mail;
using Npgsql;

namespace FamilyCart.Api.Accounts.Passwords;

/// <summary>New passwords for those who can read the letters of an address.</summary>
internal sealed class ResetStore(
    NpgsqlDataSource database, AccountTokenStore tokens, AddressClaim claim, LetterQuota quota, DiscreetLetters letters)
{
    /// <summary>Who has proven the address, or else the first who has not.</summary>
    private const string SelectCandidate = $"""
        select a.id, coalesce(case when a.pending_email_key = @EmailKey then a.pending_email end, a.email) as email, a.nickname
        from account a
        where a.is_active and (
            a.email_key = @EmailKey
            or (a.pending_email_key = @EmailKey and a.email_key is null
                and not exists (select from account holder where holder.email_key = @EmailKey)))
        order by {UnprovenAccounts.Order}
        limit 1
        """;

    private const string SelectAccount = "select id, email, nickname from account where id = @AccountId and is_active";

    private const string Update = """
        update account set password_hash = @PasswordHash, pending_email = null, pending_email_key = null where id = @AccountId
        """;

    /// <summary>Sends a letter, if anybody has the address; does the same work if nobody has.</summary>
    internal async Task RequestAsync(string email, CancellationToken cancellationToken)
    {
        var emailKey = EmailAddress.ToKey(email);
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await quota.TakeAsync(connection, AddressCounter.Reset, emailKey, cancellationToken))
        {
            var candidate = await connection.QuerySingleOrDefaultAsync<AddressHolder>(new CommandDefinition(
                SelectCandidate, new { EmailKey = emailKey }, cancellationToken: cancellationToken));
            var issued = await tokens.IssueAsync(connection, AccountTokenPurpose.Reset, candidate?.Id, emailKey, cancellationToken);
            var letter = new ResetPasswordLetter(
                candidate?.Email ?? email.Trim(), candidate?.Nickname ?? "", issued.Token, issued.ExpiresAt);
            await letters.AddAsync(transaction, letter, candidate is not null, cancellationToken);
        }

        await transaction.CommitForGoodAsync();
    }

    /// <summary>Returns whose password the token can set, or null when it can set none.</summary>
    internal async Task<AddressHolder?> FindAsync(byte[] tokenHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await tokens.FindAsync(connection, AccountTokenPurpose.Reset, tokenHash, cancellationToken) is { IsUsed: false } found
            ? await connection.QuerySingleOrDefaultAsync<AddressHolder>(new CommandDefinition(
                SelectAccount, found, cancellationToken: cancellationToken))
            : null;
    }

    /// <summary>
    /// Sets the password, proves the address, ends every log-in and lifts a lock-out; false when the token cannot do that any more.
    /// </summary>
    internal async Task<bool> ResetAsync(byte[] tokenHash, string passwordHash, EndedLogins ended, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await tokens.FindAsync(connection, AccountTokenPurpose.Reset, tokenHash, cancellationToken) is not { } found)
        {
            return false;
        }

        await AddressLock.TakeAsync(connection, found.EmailKey, cancellationToken);
        await AccountLock.TakeAsync(connection, found.AccountId, cancellationToken);
        if (!await tokens.UseAsync(connection, tokenHash, cancellationToken)
            || !await ProveAsync(connection, found, ended, cancellationToken))
        {
            return false;
        }

        // A change of address that waits may be that of whoever knew the old password.
        await connection.ExecuteAsync(new CommandDefinition(
            Update, new { found.AccountId, PasswordHash = passwordHash }, cancellationToken: cancellationToken));
        await AccountTokenStore.DropAsync(connection, AccountTokenPurpose.Reset, found.AccountId, cancellationToken);
        await ended.EndAsync(connection, [found.AccountId], exceptLoginId: null, cancellationToken);
        await Lockout.LiftAsync(connection, found.EmailKey, found.AccountId, cancellationToken);
        await transaction.CommitForGoodAsync();
        return true;
    }

    private async Task<bool> ProveAsync(
        NpgsqlConnection connection, AccountTokenRow found, EndedLogins ended, CancellationToken cancellationToken) =>
        await AddressClaim.IsProvenAsync(connection, found.AccountId, found.EmailKey, cancellationToken)
        || await claim.ClaimAsync(connection, found.AccountId, found.EmailKey, ended, cancellationToken) is not null;
}
