using System.Text.Json;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Json;
using FamilyCart.Api.Problems;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FamilyCart.Api.Lists;

/// <summary>
/// Reads one list for its member from the database's rows straight into JSON, in one round trip: the request that every client sends
/// most often.
/// </summary>
internal sealed class ListJsonReader(NpgsqlDataSource database, IOptions<JsonOptions> options)
{
    private readonly JsonSerializerOptions _options = options.Value.SerializerOptions;
    private readonly JsonWriterOptions _writing = new() { Encoder = options.Value.SerializerOptions.Encoder, SkipValidation = true };

    internal async Task<Result<WrittenList>> GetAsync(int listId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await ReadAsync(connection, listId, callerId, cancellationToken) is { } list
            ? list
            : await ListLock.ExplainAsync(connection, listId, cancellationToken);
    }

    /// <summary>The tag of the list as it is, without what is in it; null when the caller is no member.</summary>
    internal async Task<string?> FindTagAsync(int listId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var command = new NpgsqlCommand(ListQueries.SelectVersion, connection) { Parameters = { List(listId), Caller(callerId) } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? Tag(rows) : null;
    }

    private async Task<WrittenList?> ReadAsync(NpgsqlConnection connection, int listId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ListQueries.SelectOne, connection)
        {
            Parameters = { List(listId), Caller(callerId), new NpgsqlParameter<int>("ItemLimit", ListLimits.Items + 1) },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
        {
            return null;
        }

        var tag = Tag(rows);
        PooledBuffer? buffer = new();
        try
        {
            await using var json = new Utf8JsonWriter(buffer, _writing);
            await ListJson.WriteAsync(json, rows, _options, cancellationToken);
            await json.FlushAsync(cancellationToken);
            var list = new WrittenList(buffer, tag);
            buffer = null;
            return list;
        }
        finally
        {
            buffer?.Dispose();
        }
    }

    private static NpgsqlParameter<int> List(int listId) => new("ListId", listId);

    private static NpgsqlParameter<Guid> Caller(Guid callerId) => new("CallerId", callerId);

    private static string Tag(NpgsqlDataReader row) =>
        IfMatch.Tag(row.GetInt64(row.GetOrdinal("version")), row.GetInt64(row.GetOrdinal("sequence")));
}
