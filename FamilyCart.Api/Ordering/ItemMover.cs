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
                var places = new ItemPlaces(change, place);
                var found = await places.FindAsync(request, token);
                if (found.Value is { } neighbours && PositionOf(neighbours) is null)
                {
                    await places.MakeRoomAsync(neighbours, token);
                    change.Tell(ListNews.ItemsReordered(await ListReader.SummarizeAsync(change.Connection, change.List.Id, token)));
                    found = await places.FindAsync(request, token);
                }

                return found.Failure is { } failure ? failure
                    : PositionOf(found.Value!) is { } position ? await PutAsync(change, place, position, token)
                    : Failure.ItemsUnplaced;
            },
            cancellationToken);

    /// <summary>The position between the two, or null when others have to be numbered first.</summary>
    private static double? PositionOf(Neighbours neighbours) =>
        neighbours.AreUnplaced ? null : Gap.Find(neighbours.Lower?.Position, neighbours.Upper?.Position);

    private static async Task<Result<ItemResponse>> PutAsync(ListChange change, Place place, double position, CancellationToken cancellationToken)
    {
        var row = await ItemWriter.TryAsync(() => change.Connection.QuerySingleAsync<ItemRow>(new CommandDefinition(
            OrderingQueries.Move,
            new { place.ItemId, place.ListId, place.CategoryId, Position = position, change.AccountId, change.Now },
            cancellationToken: cancellationToken)));
        if (row.Failure is { } failure)
        {
            return failure;
        }

        var item = ItemResponse.From(row.Value!);
        change.Tell(ListNews.ItemUpdated(item));
        return item;
    }

    private static Task<int?> FindCategoryAsync(ListChange change, int itemId, CancellationToken cancellationToken) =>
        change.Connection.QuerySingleAsync<int?>(new CommandDefinition(
            OrderingQueries.SelectCategory, new { ItemId = itemId, ListId = change.List.Id }, cancellationToken: cancellationToken));
}
