using Dapper;
using FamilyCart.Api.Database;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Items;

internal sealed class ItemStore(NpgsqlDataSource database, TimeProvider time)
{
    internal async Task<Result<ItemResponse[]>> GetAllAsync(int listId, Guid callerId, CancellationToken cancellationToken)
    {
        var parameters = new { ListId = listId, CallerId = callerId };
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var rows = await connection.QueryAsync<ItemRow>(new CommandDefinition(
            ItemQueries.SelectByList, parameters, cancellationToken: cancellationToken));
        ItemResponse[] items = [.. rows.Select(ItemResponse.From)];
        var isMember = items.Length > 0 || await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ItemQueries.SelectMembership, parameters, cancellationToken: cancellationToken));
        return isMember ? items : await ListStore.ExplainAsync(connection, listId, cancellationToken);
    }

    internal async Task<Result<ChangedItemRow>> AddAsync(
        int listId, CreateItemRequest request, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var added = await connection.QuerySingleOrDefaultAsync<ChangedItemRow>(new CommandDefinition(
            ItemQueries.Insert,
            new
            {
                ListId = listId,
                CallerId = callerId,
                Name = request.Name!.Trim(),
                request.Quantity,
                request.Comment,
                Now = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken: cancellationToken));
        return added is not null ? added : await ListStore.ExplainAsync(connection, listId, cancellationToken);
    }

    internal async Task<Result<ChangedItemRow>> UpdateAsync(
        int itemId, UpdateItemRequest request, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var changed = await connection.QuerySingleOrDefaultAsync<ChangedItemRow>(new CommandDefinition(
            ItemQueries.Update,
            new
            {
                ItemId = itemId,
                CallerId = callerId,
                request.HasName,
                Name = request.Name?.Trim(),
                request.HasQuantity,
                request.Quantity,
                request.HasComment,
                request.Comment,
                request.IsCompleted,
                Now = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken: cancellationToken));
        return changed is not null ? changed : await ExplainAsync(connection, itemId, cancellationToken);
    }

    internal async Task<Result<DeletedItemRow>> DeleteAsync(int itemId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var deleted = await connection.QuerySingleOrDefaultAsync<DeletedItemRow>(new CommandDefinition(
            ItemQueries.Delete,
            new { ItemId = itemId, CallerId = callerId, Now = time.GetUtcNow().UtcDateTime },
            cancellationToken: cancellationToken));
        return deleted is not null ? deleted : await ExplainAsync(connection, itemId, cancellationToken);
    }

    private static async Task<Failure> ExplainAsync(NpgsqlConnection connection, int itemId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ItemQueries.SelectExists, new { ItemId = itemId }, cancellationToken: cancellationToken))
            ? Failure.ItemForbidden
            : Failure.ItemUnknown;
}
