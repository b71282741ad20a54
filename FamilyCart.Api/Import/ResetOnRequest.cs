using Npgsql;

namespace FamilyCart.Api.Import;

/// <summary>Sends nothing: the owner asks for a letter where one says that the password was forgotten.</summary>
internal sealed class ResetOnRequest : IImportedPasswordReset
{
    public Task<bool> RequestResetAsync(NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken) => Task.FromResult(false);
}
