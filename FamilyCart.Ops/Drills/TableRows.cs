using System.Diagnostics.CodeAnalysis;
using FamilyCart.Ops.Restoring;
using Npgsql;

namespace FamilyCart.Ops.Drills;

/// <summary>Counts the rows of every table of every database, which reads each of them to its end.</summary>
internal static class TableRows
{
    private const string Superuser = "postgres";
    private const string Databases = "select datname from pg_database where datallowconn and not datistemplate and datname <> 'postgres' order by 1";
    private const string Tables =
        """
        select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1
        """;

    /// <summary>The databases that people's data are in.</summary>
    public static async Task<IReadOnlyList<string>> DatabasesAsync(PrivateServer server, CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenAsync(Superuser, cancellationToken);
        return await ReadAsync(connection, Databases, cancellationToken);
    }

    /// <summary>Rows by table, with its schema.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The server itself has quoted the tables' names.")]
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(PrivateServer server, string database, CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenAsync(database, cancellationToken);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await ReadAsync(connection, Tables, cancellationToken))
        {
            await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
            rows[table] = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        return rows;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The statements are those above.")]
    private static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> names = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
