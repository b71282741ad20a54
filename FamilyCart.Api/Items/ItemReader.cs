using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Paging;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Items;

/// <summary>Reads items for members of their lists.</summary>
internal sealed class ItemReader(NpgsqlDataSource database)
{
    internal async Task<Result<Page<ItemResponse>>> GetAllAsync(
        int listId, Guid callerId, PageRequest page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var rows = await connection.QueryAsync<ItemRow>(new CommandDefinition(
            ItemQueries.SelectByList,
            new { ListId = listId, CallerId = callerId, Limit = page.Limit + 1, page.Offset },
            cancellationToken: cancellationToken));
        ItemResponse[] items = [.. rows.Select(ItemResponse.From)];
        var isMember = items.Length > 0 || await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ItemQueries.SelectMembership, new { ListId = listId, CallerId = callerId }, cancellationToken: cancellationToken));
        return isMember ? page.Cut(items) : await ListLock.ExplainAsync(connection, listId, cancellationToken);
    }

    internal async Task<Result<ItemResponse>> GetAsync(int itemId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ItemRow>(new CommandDefinition(
            ItemQueries.SelectOne, new { ItemId = itemId, CallerId = callerId }, cancellationToken: cancellationToken));
        return row is not null
            ? ItemResponse.From(row)
            : await ExplainAsync(connection, itemId, cancellationToken);
    }

    /// <summary>The list that an item is in, or was before it was deleted; null when there never was such an item.</summary>
    internal async Task<int?> FindListAsync(int itemId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(
            ItemQueries.SelectList, new { ItemId = itemId }, cancellationToken: cancellationToken));
    }

    private static async Task<Failure> ExplainAsync(NpgsqlConnection connection, int itemId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ItemQueries.SelectExists, new { ItemId = itemId }, cancellationToken: cancellationToken))
            ? Failure.ItemForbidden
            : Failure.ItemUnknown;
}
