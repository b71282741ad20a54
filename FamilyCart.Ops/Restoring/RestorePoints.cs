using System.Diagnostics.CodeAnalysis;
using FamilyCart.Ops.Settings;
using Npgsql;

namespace FamilyCart.Ops.Restoring;

/// <summary>Named places in the server's log.</summary>
internal static class RestorePoints
{
    // The segment is finished at once, so that the way back does not wait for it.
    private const string Statement = "select pg_create_restore_point($1), pg_switch_wal()";

    // The living server's own note of those that are whole: a server that was restored to an earlier moment knows nothing of later ones.
    private const string Table = "create table if not exists restore_point (name text primary key, at timestamptz not null)";
    private const string Note = "insert into restore_point values ($1, clock_timestamp()) on conflict (name) do update set at = excluded.at";
    private const string HasTable = "select to_regclass('restore_point') is not null";
    private const string IsNoted = "select exists (select from restore_point where name = $1)";

    /// <summary>Sets one.</summary>
    /// <param name="settings">The living server.</param>
    /// <param name="name">As <see cref="RestoreTarget.Parse"/> reads it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NpgsqlException">The server does not answer or refuses.</exception>
    public static Task SetAsync(BackupSettings settings, string name, CancellationToken cancellationToken) => DoAsync(settings, Statement, name, cancellationToken);

    /// <summary>Notes that one has reached the archive, and a base backup before it.</summary>
    /// <param name="settings">The living server.</param>
    /// <param name="name">The restore point's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NpgsqlException">The server does not answer or refuses.</exception>
    public static async Task NoteAsync(BackupSettings settings, string name, CancellationToken cancellationToken)
    {
        await DoAsync(settings, Table, name: null, cancellationToken);
        await DoAsync(settings, Note, name, cancellationToken);
    }

    /// <summary>Whether one is noted.</summary>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public static async Task<bool> IsNotedAsync(BackupSettings settings, string name, CancellationToken cancellationToken) =>
        await DoAsync(settings, HasTable, name: null, cancellationToken) is true && await DoAsync(settings, IsNoted, name, cancellationToken) is true;

    [SuppressMessage("Security", "CA2100", Justification = "The statements are those above.")]
    private static async Task<object?> DoAsync(BackupSettings settings, string statement, string? name, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        if (name is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
