using Dapper;
using Npgsql;

namespace FamilyCart.Api.Import.Legacy;

/// <summary>The database of the service before, read table by table within one snapshot and never written.</summary>
internal sealed class LegacySource
{
    private const string SelectColumns = """
        select table_name, column_name, data_type from information_schema.columns where table_schema = any (current_schemas(false))
        """;

    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<(string Table, string Column), string> _types;

    private LegacySource(NpgsqlConnection connection, Dictionary<(string Table, string Column), string> types)
    {
        _connection = connection;
        _types = types;
    }

    /// <summary>Returns the source, or what it lacks to be one.</summary>
    internal static async Task<(LegacySource? Source, string? Fault)> OpenAsync(
        NpgsqlConnection connection, ImportReport report, CancellationToken cancellationToken)
    {
        var columns = await connection.QueryAsync<(string Table, string Column, string Type)>(
            new CommandDefinition(SelectColumns, cancellationToken: cancellationToken));
        var types = columns.ToDictionary(column => (column.Table, column.Column), column => column.Type);
        var missing = LegacySchema.Columns
            .SelectMany(table => table.Value.Select(column => (Table: table.Key, Column: column)))
            .Where(column => !types.ContainsKey(column))
            .Select(column => $"{column.Table}.{column.Column}")
            .ToList();
        if (missing.Count > 0)
        {
            return (null, $"The source is not a database of the service before; it lacks {string.Join(", ", missing)}.");
        }

        foreach (var (table, column) in types.Where(type => IsWithoutZone(type.Value)).Select(type => type.Key))
        {
            if (LegacySchema.Columns.TryGetValue(table, out var read) && read.Contains(column))
            {
                report.Adjusted(table, "*", column, "The times carry no zone and are read as UTC.");
            }
        }

        return (new LegacySource(connection, types), null);
    }

    /// <summary>Reads a whole table, row by row. The order is SQL of ours.</summary>
    internal IAsyncEnumerable<T> ReadAsync<T>(string table, string order)
    {
        var columns = LegacySchema.Columns[table].Select(column => Select(table, column));
        return _connection.QueryUnbufferedAsync<T>($"select {string.Join(", ", columns)} from \"{table}\" order by {order}");
    }

    // Ids and numbers as text, whatever their type was in a revision; times as moments.
    private string Select(string table, string column) => _types[(table, column)] switch
    {
        "boolean" or "numeric" or "timestamp with time zone" => $"\"{column}\"",
        var type when IsWithoutZone(type) => $"\"{column}\" at time zone 'UTC' as \"{column}\"",
        _ => $"\"{column}\"::text",
    };

    private static bool IsWithoutZone(string type) => type == "timestamp without time zone";
}
