using Dapper;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Database;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Accounts.Verification;

/// <summary>Proof of addresses by what their letters carry.</summary>
internal sealed class VerificationStore(
    NpgsqlDataSource database, AccountTokenStore tokens, VerificationCases cases, AddressClaim claim, LetterQuota quota, DiscreetLetters letters)
{
    /// <summary>Whose the address is but for the proof: one whose proof was withdrawn, or the first that asked for it.</summary>
    private const string SelectCandidate = $"""
        select a.id, coalesce(case when a.pending_email_key = @EmailKey then a.pending_email end, a.email) as email, a.nickname
        from account a
        where a.is_active and (
            (a.email_key = @EmailKey and not a.is_verified)
            or (a.pending_email_key = @EmailKey and not exists (select from account holder where holder.email_key = @EmailKey)))
        order by a.email_key = @EmailKey desc nulls last, {UnprovenAccounts.Order}
        limit 1
        """;

    /// <summary>Sends the letter again, if anybody waits for it; does the same work if nobody does.</summary>
    internal async Task RequestAsync(string email, CancellationToken cancellationToken)
    {
        var emailKey = EmailAddress.ToKey(email);
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // In the order of a registration, which locks accounts of the address before it counts its letter.
        await AddressLock.TakeAsync(connection, emailKey, cancellationToken);
        if (!await quota.TakeAsync(connection, AddressCounter.Verify, emailKey, cancellationToken))
        {
            await transaction.CommitForGoodAsync();
            return;
        }

        var candidate = await connection.QuerySingleOrDefaultAsync<AddressHolder>(new CommandDefinition(
            SelectCandidate, new { EmailKey = emailKey }, cancellationToken: cancellationToken));
        var issued = await tokens.IssueAsync(connection, AccountTokenPurpose.Verify, candidate?.Id, emailKey, cancellationToken);
        var letter = new VerifyLetter(candidate?.Email ?? email.Trim(), candidate?.Nickname ?? "", issued.Token, issued.ExpiresAt);
        await letters.AddAsync(transaction, letter, candidate is not null, cancellationToken);
        await transaction.CommitForGoodAsync();
    }

    /// <summary>Returns what the token would verify, or null when it is unknown or has expired.</summary>
    internal async Task<VerificationCase?> FindAsync(byte[] tokenHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await tokens.FindAsync(connection, AccountTokenPurpose.Verify, tokenHash, cancellationToken) is { } found
            ? await cases.FindAsync(connection, found, cancellationToken)
            : null;
    }

    /// <summary>Returns the account whose address the token has proven.</summary>
    /// <param name="tokenHash">The hash of the letter's token.</param>
    /// <param name="checkedHash">The hash that the account's password was checked against, or null when it was not.</param>
    /// <param name="ended">Gets the log-ins that end.</param>
    /// <param name="cancellationToken">Gives up; nothing is proven then.</param>
    internal async Task<Result<Account>> VerifyAsync(
        byte[] tokenHash, string? checkedHash, EndedLogins ended, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await tokens.FindAsync(connection, AccountTokenPurpose.Verify, tokenHash, cancellationToken) is not { } found)
        {
            return Failure.BadVerifyToken;
        }

        await AddressLock.TakeAsync(connection, found.EmailKey, cancellationToken);
        await AccountLock.TakeAsync(connection, found.AccountId, cancellationToken);
        if (await AddressClaim.IsProvenAsync(connection, found.AccountId, found.EmailKey, cancellationToken))
        {
            return Failure.AlreadyVerified;
        }

        if (await cases.FindAsync(connection, found, cancellationToken) is { NeedsPassword: true } contested
            && contested.PasswordHash != checkedHash)
        {
            return Failure.VerifyPasswordRequired;
        }

        if (!await tokens.UseAsync(connection, tokenHash, cancellationToken)
            || await claim.ClaimAsync(connection, found.AccountId, found.EmailKey, ended, cancellationToken) is not { } account)
        {
            return Failure.BadVerifyToken;
        }

        await transaction.CommitForGoodAsync();
        return account;
    }
}
