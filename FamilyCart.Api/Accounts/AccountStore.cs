using Dapper;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Accounts;

internal sealed class AccountStore(NpgsqlDataSource database, TimeProvider time)
{
    private const string Insert = """
        insert into account (id, email, email_key, password_hash, nickname, first_name, last_name, is_verified, created_at)
        values (@Id, @Email, @EmailKey, @PasswordHash, @Nickname, @FirstName, @LastName, @IsVerified, @CreatedAt)
        on conflict (email_key) do nothing
        returning id, email, nickname, first_name, last_name, is_active, is_superuser, is_verified
        """;

    private const string SelectCredentials = "select id, password_hash from account where email_key = @EmailKey and is_active";

    private const string UpdateHash = "update account set password_hash = @NewHash where id = @Id and password_hash = @OldHash";

    /// <summary>Returns the new account, or null when the address is taken.</summary>
    internal async Task<Account?> AddAsync(RegisterRequest request, string passwordHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(
            Insert,
            new
            {
                Id = Guid.NewGuid(),
                Email = request.Email!.Trim(),
                EmailKey = EmailAddress.ToKey(request.Email),
                PasswordHash = passwordHash,
                Nickname = request.Nickname!.Trim(),
                request.FirstName,
                request.LastName,

                // Until there is mail to prove an address with, everybody who registers may take part.
                IsVerified = true,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Returns the stored hash of an active account, or null.</summary>
    internal async Task<Credentials?> FindCredentialsAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Credentials>(new CommandDefinition(
            SelectCredentials, new { EmailKey = EmailAddress.ToKey(email) }, cancellationToken: cancellationToken));
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
