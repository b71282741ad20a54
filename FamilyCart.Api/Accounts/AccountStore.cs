using Dapper;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Accounts;

/// <summary>What log-ins are checked against.</summary>
internal sealed class AccountStore(NpgsqlDataSource database)
{
    private const string SelectCandidates = """
        (select id, password_hash, true as is_proven from account where email_key = @EmailKey and is_active)
        union all
        (select id, password_hash, false from account
        where pending_email_key = @EmailKey and email_key is null and is_active
        order by created_at desc, id
        limit 1)
        """;

    private const string UpdateHash = "update account set password_hash = @NewHash where id = @Id and password_hash = @OldHash";

    /// <summary>Returns the active account that has proven the address, and the newest one that has not; either may be missing.</summary>
    internal async Task<IReadOnlyList<Credentials>> FindCandidatesAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var found = await connection.QueryAsync<Credentials>(new CommandDefinition(
            SelectCandidates, new { EmailKey = EmailAddress.ToKey(email) }, cancellationToken: cancellationToken));
        return found.AsList();
    }

    /// <summary>Replaces the hash unless it has changed meanwhile.</summary>
    internal async Task UpdateHashAsync(Credentials credentials, string newHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            UpdateHash,
            new { credentials.Id, OldHash = credentials.PasswordHash, NewHash = newHash },
            cancellationToken: cancellationToken));
    }
}
