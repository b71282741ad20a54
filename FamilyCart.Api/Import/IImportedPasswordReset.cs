using Npgsql;

namespace FamilyCart.Api.Import;

/// <summary>Lets the owner of an imported account, whose stored password nobody here can verify, choose a new one.</summary>
internal interface IImportedPasswordReset
{
    /// <summary>
    /// Puts a letter with a token of its own into the outbox, within the transaction that is open on the connection.
    /// </summary>
    /// <returns>False when no letter goes out, so that the owner has to ask for one.</returns>
    Task<bool> RequestResetAsync(NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken);
}
