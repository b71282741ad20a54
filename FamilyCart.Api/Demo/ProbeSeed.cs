using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.ServiceDefaults.Commands;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace FamilyCart.Api.Demo;

/// <summary>
/// With <c>migrate --seed-probe</c>: the prober has a verified account with the configured password, marked so that business
/// figures leave it out.
/// </summary>
internal sealed partial class ProbeSeed(
    NpgsqlDataSource database, ProbeSettings settings, IPasswordHasher<Account> hasher, TimeProvider time, ILogger<ProbeSeed> logger)
    : IAfterMigration
{
    private const string Option = "--seed-probe";

    private const string Insert = """
        insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at, is_probe)
        values (@Id, @Email, @EmailKey, @PasswordHash, 'Prober', true, @Now, true)
        on conflict (email_key) do nothing
        """;

    private const string Select = "select password_hash from account where email_key = @EmailKey and is_probe for update";

    private const string Update =
        "update account set password_hash = @PasswordHash, is_verified = true, is_active = true where email_key = @EmailKey and is_probe";

    private static readonly Account _nobody = new() { Id = Guid.Empty, Email = "", Nickname = "" };

    public IReadOnlyList<string> Validate(IReadOnlyList<string> options) => options.Contains(Option) && settings.Email is null
        ? ["Probe:Email and Probe:Password are missing, which --seed-probe takes; for example Probe:Email=probe@example.org."]
        : [];

    public async Task<bool> RunAsync(IReadOnlyList<string> options, TextWriter output, CancellationToken cancellationToken)
    {
        if (!options.Contains(Option))
        {
            return true;
        }

        var emailKey = EmailAddress.ToKey(settings.Email!);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new
            {
                Id = Guid.NewGuid(),
                settings.Email,
                EmailKey = emailKey,
                PasswordHash = hasher.HashPassword(_nobody, settings.Password!),
                Now = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken: cancellationToken));
        var hash = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            Select, new { EmailKey = emailKey }, cancellationToken: cancellationToken));
        if (hash is null)
        {
            await output.WriteLineAsync("The prober has no account: a person has its address. Choose another Probe:Email.");
            return false;
        }

        var keeps = hasher.VerifyHashedPassword(_nobody, hash, settings.Password!) == PasswordVerificationResult.Success;
        await connection.ExecuteAsync(new CommandDefinition(
            Update,
            new { EmailKey = emailKey, PasswordHash = keeps ? hash : hasher.HashPassword(_nobody, settings.Password!) },
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        LogSeeded();
        await output.WriteLineAsync("The prober has its account.");
        return true;
    }
}
