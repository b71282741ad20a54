using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Problems;

namespace FamilyCart.Api.Ordering;

/// <summary>What is around a place in a category, and room for it.</summary>
internal sealed class ItemPlaces(ListChange change, Place place)
{
    /// <summary>Items that one move numbers at most.</summary>
    internal const int NumberLimit = 1000;

    private const int Nobody = 0;

    /// <summary>Who is to be before and after; a failure when the one that was named is not among the other items.</summary>
    internal async Task<Result<Neighbours>> FindAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        if ((request.NamesBefore ? request.BeforeId : request.AfterId) is not { } namedId)
        {
            return request.NamesBefore
                ? new Neighbours(null, await UpperAsync(Nobody, double.NegativeInfinity, cancellationToken))
                : new Neighbours(await LastAsync(cancellationToken), null) { AreUnplaced = await IsUnplacedAsync(cancellationToken) };
        }

        return await change.Connection.QuerySingleOrDefaultAsync<PlacedItem>(Command(OrderingQueries.SelectNamed, namedId, 0, cancellationToken)) switch
        {
            null => request.NamesBefore ? Failure.ItemAfterUnknown : Failure.ItemBeforeUnknown,
            { Position: null } => new Neighbours(null, null) { AreUnplaced = true },
            { Position: { } position } named => request.NamesBefore
                ? new Neighbours(await LowerAsync(namedId, position, cancellationToken), named)
                : new Neighbours(named, await UpperAsync(namedId, position, cancellationToken)),
        };
    }

    /// <summary>
    /// Numbers what stands in the way: items that nobody has put anywhere, as they are shown, or those behind an exhausted gap.
    /// </summary>
    internal async Task MakeRoomAsync(Neighbours neighbours, CancellationToken cancellationToken)
    {
        if (!neighbours.AreUnplaced)
        {
            await change.Connection.ExecuteAsync(Command(
                OrderingQueries.Spread, neighbours.Lower!.Id, neighbours.Lower.Position!.Value, cancellationToken));
            return;
        }

        var unplaced = await change.Connection.QueryAsync<int>(Command(OrderingQueries.SelectUnplaced, Nobody, 0, cancellationToken));
        var last = await LastAsync(cancellationToken);
        await change.Connection.ExecuteAsync(new CommandDefinition(
            OrderingQueries.Number,
            new { place.ListId, Ids = unplaced.ToArray(), Last = last?.Position, Gap.Step },
            cancellationToken: cancellationToken));
    }

    private Task<PlacedItem?> LastAsync(CancellationToken cancellationToken) => LowerAsync(Nobody, double.PositiveInfinity, cancellationToken);

    private Task<PlacedItem?> LowerAsync(int exceptId, double position, CancellationToken cancellationToken) =>
        change.Connection.QuerySingleOrDefaultAsync<PlacedItem?>(Command(OrderingQueries.SelectLower, exceptId, position, cancellationToken));

    private Task<PlacedItem?> UpperAsync(int exceptId, double position, CancellationToken cancellationToken) =>
        change.Connection.QuerySingleOrDefaultAsync<PlacedItem?>(Command(OrderingQueries.SelectUpper, exceptId, position, cancellationToken));

    private Task<bool> IsUnplacedAsync(CancellationToken cancellationToken) =>
        change.Connection.ExecuteScalarAsync<bool>(Command(OrderingQueries.SelectIsUnplaced, Nobody, 0, cancellationToken));

    private CommandDefinition Command(string statement, int otherId, double position, CancellationToken cancellationToken) => new(
        statement,
        new { place.ItemId, place.ListId, place.CategoryId, OtherId = otherId, Position = position, Limit = NumberLimit, Gap.Step },
        cancellationToken: cancellationToken);
}
