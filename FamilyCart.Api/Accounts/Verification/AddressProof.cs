using Dapper;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Mail;
using Npgsql;

namespace FamilyCart.Api.Accounts.Verification;

/// <summary>Asks the owner of an address by letter whether an account may have it. Only the letter tells when it is taken.</summary>
internal sealed class AddressProof(AccountTokenStore tokens, VerificationCases cases, LetterQuota quota, MailOutbox outbox)
{
    private const string SelectHolder = "select id, email, nickname from account where email_key = @EmailKey and id <> @Id";

    /// <summary>Writes the letter within the transaction, unless the address has had enough of them.</summary>
    /// <param name="transaction">Has noted the address as pending.</param>
    /// <param name="candidate">The account, with the address that it wants.</param>
    /// <param name="cancellationToken">Ends the transaction.</param>
    internal async Task RequestAsync(NpgsqlTransaction transaction, AddressHolder candidate, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var emailKey = EmailAddress.ToKey(candidate.Email);
        await cases.NoteAsync(connection, emailKey, cancellationToken);
        if (!await quota.TakeAsync(connection, AddressCounter.Verify, emailKey, cancellationToken))
        {
            return;
        }

        var holder = await connection.QuerySingleOrDefaultAsync<AddressHolder>(new CommandDefinition(
            SelectHolder, new { EmailKey = emailKey, candidate.Id }, cancellationToken: cancellationToken));

        // Made in either case, so that the time of the answer does not tell; of an account that cannot be proven it is stored nowhere.
        var issued = await tokens.IssueAsync(
            connection, AccountTokenPurpose.Verify, holder is null ? candidate.Id : null, emailKey, cancellationToken);
        Letter letter = holder is null
            ? new VerifyLetter(candidate.Email, candidate.Nickname, issued.Token, issued.ExpiresAt)
            : new AddressTakenLetter(holder.Email, holder.Nickname);
        await outbox.AddAsync(connection, letter, cancellationToken);
    }
}
