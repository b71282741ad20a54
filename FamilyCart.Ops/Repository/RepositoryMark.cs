using FamilyCart.Ops.Settings;
using Npgsql;

namespace FamilyCart.Ops.Repository;

/// <summary>
/// The living server's own note that it has a repository. The folder's state goes with its disk, and an empty folder where a disk was
/// looks like a first start.
/// </summary>
internal static class RepositoryMark
{
    private const string Read = "select to_regclass('repository') is not null";
    private const string Write = "create table if not exists repository (since timestamptz not null default now()); insert into repository select where not exists (select from repository)";

    /// <summary>Whether the server has one.</summary>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task<bool> IsSetAsync(BackupSettings settings, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Read, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Notes it.</summary>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task SetAsync(BackupSettings settings, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Write, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
