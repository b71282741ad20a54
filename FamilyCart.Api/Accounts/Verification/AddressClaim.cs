using Dapper;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Limits;
using Npgsql;

namespace FamilyCart.Api.Accounts.Verification;

/// <summary>Gives an address to the account that has proven it. At most one account has an address.</summary>
internal sealed partial class AddressClaim(
    IEnumerable<IAddressProven> followers, AccountSettings settings, ILogger<AddressClaim> logger)
{
    /// <summary>No row when the account has another address in mind by now, is not active, or the address is another's.</summary>
    private const string Claim = $"""
        update account set
            email = case when pending_email_key = @EmailKey then coalesce(pending_email, email) else email end,
            email_key = @EmailKey,
            pending_email = case when pending_email_key = @EmailKey then null else pending_email end,
            pending_email_key = case when pending_email_key = @EmailKey then null else pending_email_key end,
            is_verified = true,
            is_superuser = is_superuser or @GrantSuperuser
        where id = @AccountId and is_active and @EmailKey in (email_key, pending_email_key)
            and not exists (select from account other where other.email_key = @EmailKey and other.id <> @AccountId)
        returning {AccountQueries.Columns}
        """;

    private const string SelectProven =
        "select exists (select from account where id = @AccountId and email_key = @EmailKey and is_verified and is_active)";

    private const string ForgetOthers = """
        update account set pending_email = null, pending_email_key = null
        where pending_email_key = @EmailKey and email_key is not null and id <> @AccountId
        """;

    /// <summary>Whether there is nothing left to prove.</summary>
    internal static Task<bool> IsProvenAsync(
        NpgsqlConnection connection, Guid accountId, string emailKey, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            SelectProven, new { AccountId = accountId, EmailKey = emailKey }, cancellationToken: cancellationToken));

    /// <summary>
    /// Returns the account with its proven address, or null when the address cannot be its. Needs the locks of the address and of
    /// the account; its log-ins so far end, and with those of accounts that go because of it are added to <paramref name="ended"/>.
    /// </summary>
    internal async Task<Account?> ClaimAsync(
        NpgsqlConnection connection, Guid accountId, string emailKey, EndedLogins ended, CancellationToken cancellationToken)
    {
        var isSuperuser = settings.Superusers.Contains(emailKey);
        var parameters = new { AccountId = accountId, EmailKey = emailKey, GrantSuperuser = isSuperuser };
        Account? account;
        try
        {
            account = await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(
                Claim, parameters, cancellationToken: cancellationToken));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // The version before this one takes no lock of addresses and has just given this one away.
            return null;
        }

        if (account is null)
        {
            return null;
        }

        if (isSuperuser)
        {
            LogSuperuser(accountId);
        }

        await connection.ExecuteAsync(new CommandDefinition(ForgetOthers, parameters, cancellationToken: cancellationToken));
        await UnprovenAccounts.RemoveAsync(connection, emailKey, keep: 0, ended, cancellationToken);
        await AddressCounter.ClearAsync(connection, AddressCounter.Claim, emailKey, cancellationToken);

        // Whoever logged in before the proof may be somebody else, who registered the address.
        await ended.EndAsync(connection, [accountId], exceptLoginId: null, cancellationToken);
        foreach (var follower in followers)
        {
            await follower.OnProvenAsync(connection, accountId, emailKey, cancellationToken);
        }

        return account;
    }
}
