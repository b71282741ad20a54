using Dapper;
using Npgsql;

namespace FamilyCart.Api.Accounts.Administration;

/// <summary>Keeps the last superuser from going, also when two go at once.</summary>
internal static class SuperuserGuard
{
    private const string Take = "select pg_advisory_xact_lock(hashtextextended('familycart.superusers', 0))";

    private const string SelectIsLast = """
        select a.is_superuser and a.is_active and a.is_verified
            and not exists (
                select from account other where other.is_superuser and other.is_active and other.is_verified and other.id <> a.id)
        from account a
        where a.id = @AccountId
        """;

    /// <summary>Lets one transaction at a time take superusers away. Take it before any other lock.</summary>
    internal static Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Take, cancellationToken: cancellationToken));

    /// <summary>Whether there would be no active superuser without this account.</summary>
    internal static Task<bool> IsLastAsync(NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            SelectIsLast, new { AccountId = accountId }, cancellationToken: cancellationToken));
}
