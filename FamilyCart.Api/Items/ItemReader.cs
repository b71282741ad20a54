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
            : await FindListAsync(connection, itemId, cancellationToken) is null ? Failure.ItemUnknown : Failure.ItemForbidden;
    }

    /// <summary>The list that an item is in, or null when there is no such item.</summary>
    internal async Task<int?> FindListAsync(int itemId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await FindListAsync(connection, itemId, cancellationToken);
    }

    private static Task<int?> FindListAsync(NpgsqlConnection connection, int itemId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(
            ItemQueries.SelectList, new { ItemId = itemId }, cancellationToken: cancellationToken));
}
