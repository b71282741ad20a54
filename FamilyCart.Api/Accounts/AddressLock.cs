using Dapper;
using Npgsql;

namespace FamilyCart.Api.Accounts;

/// <summary>Lets one transaction at a time decide who has an address, at whichever instance.</summary>
internal static class AddressLock
{
    private const string Take = "select pg_advisory_xact_lock(hashtextextended(@EmailKey, 0))";

    /// <summary>Waits for the address and holds it until the transaction ends. Take it before the lock of an account.</summary>
    internal static Task TakeAsync(NpgsqlConnection connection, string emailKey, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Take, new { EmailKey = emailKey }, cancellationToken: cancellationToken));
}
