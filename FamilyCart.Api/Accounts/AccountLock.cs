using Dapper;
using Npgsql;

namespace FamilyCart.Api.Accounts;

/// <summary>
/// Lets one transaction at a time start or end log-ins of an account or change what they rest on, so that none starts from what
/// another has just ended.
/// </summary>
internal static class AccountLock
{
    private const string Take = "select true from account where id = @AccountId for no key update";

    /// <summary>Waits for the account and holds it until the transaction ends; false when there is none.</summary>
    internal static Task<bool> TakeAsync(NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Take, new { AccountId = accountId }, cancellationToken: cancellationToken));
}
