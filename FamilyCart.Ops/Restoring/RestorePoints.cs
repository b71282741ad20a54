using FamilyCart.Ops.Settings;
using Npgsql;

namespace FamilyCart.Ops.Restoring;

/// <summary>Named places in the server's log.</summary>
internal static class RestorePoints
{
    // The segment is finished at once, so that the way back does not wait for it.
    private const string Statement = "select pg_create_restore_point($1), pg_switch_wal()";

    /// <summary>Sets one.</summary>
    /// <param name="settings">The living server.</param>
    /// <param name="name">As <see cref="RestoreTarget.Parse"/> reads it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NpgsqlException">The server does not answer or refuses.</exception>
    public static async Task SetAsync(BackupSettings settings, string name, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Statement, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = name } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
