using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Events;
using FamilyCart.Api.Items;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Problems;

namespace FamilyCart.Api.Ordering;

/// <summary>Puts items where editors of their list want them.</summary>
internal sealed class ItemMover(ItemWriter items)
{
    internal Task<Result<Changed<ItemResponse>>> MoveAsync(
        int itemId, MoveRequest request, ChangeContext context, CancellationToken cancellationToken) =>
        items.ChangeAsync<ItemResponse>(
            itemId,
            context,
            request,
            async (change, _, token) =>
            {
                var categoryId = request.NamesCategory ? request.CategoryId : await FindCategoryAsync(change, itemId, token);
                var place = new Place(itemId, change.List.Id, categoryId);
                var others = await ReadOthersAsync(change, place, token);
                if (FindIndex(others, request) is not { } index)
                {
                    return request.NamesBefore ? Failure.ItemAfterUnknown : Failure.ItemBeforeUnknown;
                }

                var position = Gap.Find(others, index) ?? await MakeRoomAsync(change, place, request, token);
                var row = await ItemWriter.TryAsync(() => change.Connection.QuerySingleAsync<ItemRow>(new CommandDefinition(
                    OrderingQueries.Move,
                    new { place.ItemId, place.ListId, place.CategoryId, Position = position, change.AccountId, change.Now },
                    cancellationToken: token)));
                if (row.Failure is { } failure)
                {
                    return failure;
                }

                var item = ItemResponse.From(row.Value!);
                change.Tell(ListNews.ItemUpdated(item));
                return item;
            },
            cancellationToken);

    /// <summary>Numbers the other items, has the members told of it, and returns the position between them.</summary>
    private static async Task<double> MakeRoomAsync(
        ListChange change, Place place, MoveRequest request, CancellationToken cancellationToken)
    {
        await change.Connection.ExecuteAsync(new CommandDefinition(
            OrderingQueries.Number,
            new { place.ItemId, place.ListId, place.CategoryId, Gap.Step },
            cancellationToken: cancellationToken));
        change.Tell(ListNews.ItemsReordered(await ListReader.SummarizeAsync(change.Connection, change.List.Id, cancellationToken)));
        var others = await ReadOthersAsync(change, place, cancellationToken);
        return Gap.Find(others, FindIndex(others, request)!.Value)!.Value;
    }

    private static Task<int?> FindCategoryAsync(ListChange change, int itemId, CancellationToken cancellationToken) =>
        change.Connection.QuerySingleAsync<int?>(new CommandDefinition(
            OrderingQueries.SelectCategory, new { ItemId = itemId, ListId = change.List.Id }, cancellationToken: cancellationToken));

    private static async Task<List<PlacedItem>> ReadOthersAsync(ListChange change, Place place, CancellationToken cancellationToken) =>
        (await change.Connection.QueryAsync<PlacedItem>(new CommandDefinition(
            OrderingQueries.SelectOthers, place, cancellationToken: cancellationToken))).AsList();

    /// <summary>Before which of the others the item goes, or null when the one that was named is not among them.</summary>
    private static int? FindIndex(List<PlacedItem> others, MoveRequest request)
    {
        if ((request.NamesBefore ? request.BeforeId : request.AfterId) is not { } neighbourId)
        {
            return request.NamesBefore ? 0 : others.Count;
        }

        var index = others.FindIndex(other => other.Id == neighbourId);
        return index < 0 ? null : request.NamesBefore ? index : index + 1;
    }

    private sealed record Place(int ItemId, int ListId, int? CategoryId);
}
