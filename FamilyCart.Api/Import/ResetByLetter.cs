using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Mail;
using Npgsql;

namespace FamilyCart.Api.Import;

/// <summary>Sends the letter that a forgotten password brings. Whoever finds it too late asks for another.</summary>
internal sealed class ResetByLetter(AccountTokenStore tokens, MailOutbox outbox) : IImportedPasswordReset
{
    private const string Select = "select id, email, nickname from account where id = @AccountId and is_active";

    public async Task<bool> RequestResetAsync(NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken)
    {
        var holder = await connection.QuerySingleOrDefaultAsync<AddressHolder>(new CommandDefinition(
            Select, new { AccountId = accountId }, cancellationToken: cancellationToken));
        if (holder is null)
        {
            return false;
        }

        var issued = await tokens.IssueAsync(
            connection, AccountTokenPurpose.Reset, accountId, EmailAddress.ToKey(holder.Email), cancellationToken);
        await outbox.AddAsync(
            connection, new ResetPasswordLetter(holder.Email, holder.Nickname, issued.Token, issued.ExpiresAt), cancellationToken);
        return true;
    }
}
