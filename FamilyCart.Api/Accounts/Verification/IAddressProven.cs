using Npgsql;

namespace FamilyCart.Api.Accounts.Verification;

/// <summary>Something that happens as soon as an account has proven an address, in the same transaction.</summary>
internal interface IAddressProven
{
    /// <summary>Does its part on the connection, whose transaction the caller commits.</summary>
    /// <param name="connection">Has the transaction of the proof open.</param>
    /// <param name="accountId">The account, which is verified by now.</param>
    /// <param name="emailKey">Its address in the form that is compared.</param>
    /// <param name="cancellationToken">Ends the transaction without the proof.</param>
    Task OnProvenAsync(NpgsqlConnection connection, Guid accountId, string emailKey, CancellationToken cancellationToken);
}
