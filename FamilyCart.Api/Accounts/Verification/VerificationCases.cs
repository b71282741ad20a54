using Dapper;
using FamilyCart.Api.Limits;
using Npgsql;

namespace FamilyCart.Api.Accounts.Verification;

/// <summary>
/// Whether a letter alone may verify an account. Somebody who registers a stranger's address waits for its owner to take the letter
/// for their own; where more than one claims an address, or much hangs on it, as lists do that it was invited to, the account's password
/// tells whose letter it is.
/// </summary>
internal sealed class VerificationCases(AddressCounter claims, AccountSettings settings, TimeProvider time)
{
    /// <summary>Claims of one address that make it contested.</summary>
    private const int Contested = 2;

    private const string Select = """
        select a.id as account_id, @EmailKey as email_key, a.password_hash,
            coalesce(a.email_key = @EmailKey, false) and a.is_verified and a.is_active as is_proven,
            a.is_superuser
                or exists (select from account other where other.pending_email_key = @EmailKey and other.id <> a.id)
                or exists (
                    select from invitation v join shopping_list l on l.id = v.list_id
                    where v.email_key = @EmailKey and v.status = 'pending' and v.expires_at > @Now and l.deleted_at is null) as needs_password
        from account a
        where a.id = @AccountId
        """;

    internal async Task<VerificationCase?> FindAsync(
        NpgsqlConnection connection, AccountTokenRow token, CancellationToken cancellationToken)
    {
        var found = await connection.QuerySingleOrDefaultAsync<VerificationCase>(new CommandDefinition(
            Select, new { token.AccountId, token.EmailKey, Now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken));
        return found is null || found.NeedsPassword
            ? found
            : found with
            {
                NeedsPassword = settings.Superusers.Contains(token.EmailKey)
                    || await claims.GetAsync(connection, AddressCounter.Claim, token.EmailKey, cancellationToken) >= Contested,
            };
    }

    /// <summary>
    /// Notes that an account claims the address. It is remembered for as long as any of its unproven accounts may live, since whoever
    /// made some may take all but one away again.
    /// </summary>
    internal Task NoteAsync(NpgsqlConnection connection, string emailKey, CancellationToken cancellationToken) =>
        claims.IncrementAsync(
            connection, AddressCounter.Claim, emailKey, Contested, settings.UnprovenLifetime, isProlonged: true, cancellationToken);
}
