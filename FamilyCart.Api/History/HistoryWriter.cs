using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Events;
using FamilyCart.Api.Items;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.History;

/// <summary>Brings deleted and bought items back into their list, and forgets deleted ones.</summary>
internal sealed class HistoryWriter(ChangeRunner changes, ItemWriter items, ApiMetrics metrics)
{
    /// <summary>Puts a deleted item back as it was, under its id.</summary>
    internal Task<Result<Changed<ItemResponse>>> RestoreAsync(
        int listId, int itemId, ChangeContext context, CancellationToken cancellationToken) =>
        changes.ChangeAsync<ItemResponse>(
            listId,
            ListRole.Editor,
            context,
            null,
            async (change, token) =>
            {
                if (!await items.HasRoomAsync(change, token))
                {
                    return Failure.TooManyItems;
                }

                // What the item names may go just now, between the look at it and the insertion.
                var row = await ItemWriter.TryAsync(() =>
                    change.Connection.QuerySingleOrDefaultAsync<ItemRow>(Command(HistoryQueries.Restore, listId, itemId, token))!);
                if (row.Failure is { } failure)
                {
                    return failure;
                }

                if (await change.Connection.ExecuteAsync(Command(HistoryQueries.Remove, listId, itemId, token)) == 0)
                {
                    return Failure.ItemUnknown;
                }

                if (row.Value is null)
                {
                    return Failure.ItemPresent;
                }

                var item = ItemResponse.From(row.Value);
                change.Tell(ListNews.ItemCreated(item));
                return item;
            },
            cancellationToken);

    /// <summary>Adds an item that is like a deleted one, or like a completed one that is still in the list.</summary>
    internal async Task<Result<Changed<ItemResponse>>> AddAgainAsync(
        int listId, int itemId, ChangeContext context, CancellationToken cancellationToken)
    {
        var result = await changes.ChangeAsync<ItemResponse>(
            listId,
            ListRole.Editor,
            context,
            null,
            async (change, token) =>
            {
                var model = await FindModelAsync(change, itemId, token);
                return model.Failure is { } failure
                    ? failure
                    : await items.InsertAsync(change, AgainRequest.From(model.Value!), token);
            },
            cancellationToken);
        if (result.Value is { IsReplay: false })
        {
            metrics.ItemAdded(context.Caller);
        }

        return result;
    }

    /// <summary>Forgets all deleted items and what is suggested from them.</summary>
    internal Task<Result<Changed<MessageResponse>>> ForgetAsync(int listId, ChangeContext context, CancellationToken cancellationToken) =>
        changes.ChangeAsync<MessageResponse>(
            listId,
            ListRole.Owner,
            context,
            null,
            async (change, token) =>
            {
                await change.Connection.ExecuteAsync(new CommandDefinition(
                    HistoryQueries.Forget, new { ListId = listId }, cancellationToken: token));
                return new MessageResponse("History forgotten");
            },
            cancellationToken);

    private static async Task<Result<ItemRow>> FindModelAsync(ListChange change, int itemId, CancellationToken cancellationToken)
    {
        var deleted = await change.Connection.QuerySingleOrDefaultAsync<ItemRow>(
            Command(HistoryQueries.SelectOne, change.List.Id, itemId, cancellationToken));
        var model = deleted ?? await change.Connection.QuerySingleOrDefaultAsync<ItemRow>(
            Command(HistoryQueries.SelectInList, change.List.Id, itemId, cancellationToken));
        return model switch
        {
            null => Failure.ItemUnknown,
            { IsCompleted: false } when deleted is null => Failure.ItemPresent,
            _ => model,
        };
    }

    private static CommandDefinition Command(string statement, int listId, int itemId, CancellationToken cancellationToken) =>
        new(statement, new { ListId = listId, ItemId = itemId, Later = 1 }, cancellationToken: cancellationToken);
}
