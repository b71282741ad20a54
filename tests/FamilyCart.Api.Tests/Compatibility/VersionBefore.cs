using System.Security.Cryptography;
using System.Text;
using Dapper;
using FamilyCart.Api.Tests.Infrastructure;
using Npgsql;

namespace FamilyCart.Api.Tests.Compatibility;

/// <summary>The version before as the database sees it, in one person's name.</summary>
internal sealed class VersionBefore(string connectionString, Person caller) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);
    private readonly byte[] _tokenHash = SHA256.HashData(Encoding.UTF8.GetBytes(caller.Token));

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    internal async Task<int> CreateListAsync(string name)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return (await connection.QuerySingleAsync<(int Id, string Name)>(
            StatementsBefore.InsertList, new { Name = name, Description = (string?)null, CallerId = caller.Id, Now = DateTime.UtcNow })).Id;
    }

    /// <summary>Returns the change's number, or null when nothing changed.</summary>
    internal async Task<long?> AddMemberAsync(int listId, string email)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<long?>(
            StatementsBefore.InsertMember, new { ListId = listId, CallerId = caller.Id, EmailKey = email, Now = DateTime.UtcNow });
    }

    internal async Task<int> AddItemAsync(int listId, string name)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<int>(
            StatementsBefore.InsertItem,
            new { ListId = listId, CallerId = caller.Id, Name = name, Quantity = "2", Comment = (string?)null, Now = DateTime.UtcNow });
    }

    /// <summary>Returns whether there was such an item.</summary>
    internal async Task<bool> RenameItemAsync(int itemId, string name)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<int?>(
            StatementsBefore.UpdateItem,
            new
            {
                ItemId = itemId,
                CallerId = caller.Id,
                HasName = true,
                Name = name,
                HasQuantity = false,
                Quantity = (string?)null,
                HasComment = false,
                Comment = (string?)null,
                IsCompleted = (bool?)true,
                Now = DateTime.UtcNow,
            }) is not null;
    }

    /// <summary>Returns whether there was such an item.</summary>
    internal async Task<bool> DeleteItemAsync(int itemId)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<int?>(
            StatementsBefore.DeleteItem, new { ItemId = itemId, CallerId = caller.Id, Now = DateTime.UtcNow }) is not null;
    }

    /// <summary>Reads one list; its items by name, none where it is out of reach.</summary>
    internal async Task<(long? Sequence, string[] Items)> ReadListAsync(int listId)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var results = await connection.QueryMultipleAsync(
            StatementsBefore.SelectList, new { ListId = listId, CallerId = caller.Id });
        var list = (IDictionary<string, object>?)await results.ReadSingleOrDefaultAsync();
        await results.ReadAsync();
        return ((long?)list?["sequence"], await NamesAsync(results));
    }

    /// <summary>Reads all lists and returns their ids.</summary>
    internal async Task<int[]> ReadListsAsync()
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var results = await connection.QueryMultipleAsync(StatementsBefore.SelectLists, new { CallerId = caller.Id });
        var ids = (await results.ReadAsync()).Select(row => (int)row.id).ToArray();
        await results.ReadAsync();
        await NamesAsync(results);
        return ids;
    }

    /// <summary>What its socket would start with: null when it would not open.</summary>
    internal async Task<long?> EnterAsync(int listId)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<long?>(StatementsBefore.SelectSequence, Parameters(listId));
    }

    /// <summary>Returns whether its sweeper would leave the socket open.</summary>
    internal async Task<bool> MayStayAsync(int listId)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return !(await connection.QueryAsync(StatementsBefore.Review, Parameters(listId))).Any();
    }

    private static async Task<string[]> NamesAsync(SqlMapper.GridReader results) =>
        [.. (await results.ReadAsync()).Select(row => (string)row.name)];

    private object Parameters(int listId) => new
    {
        ListId = listId,
        ListIds = new[] { listId },
        TokenHash = _tokenHash,
        TokenHashes = new[] { _tokenHash },
        Now = DateTime.UtcNow,
        IdleSince = DateTime.UtcNow.AddHours(-1),
        TouchedBefore = DateTime.UtcNow.AddMinutes(-1),
    };
}
