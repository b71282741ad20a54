using FamilyCart.Api.Items;

namespace FamilyCart.Api.Ordering;

/// <summary>
/// The statements of the order by hand; all of them run under the lock of the list. Each looks at a place and what is around it,
/// never at a whole category: the indexes item_placed and item_unplaced make it so.
/// </summary>
internal static class OrderingQueries
{
    internal const string SelectCategory = "select category_id from item where id = @ItemId and list_id = @ListId";

    /// <summary>The other items of the category; in the form that the indexes have.</summary>
    private const string Others = "list_id = @ListId and coalesce(category_id, 0) = coalesce(@CategoryId, 0) and id <> @ItemId";

    internal const string SelectNamed = $"select id, position from item where id = @OtherId and {Others}";

    /// <summary>The last one up to a position, without one of them.</summary>
    internal const string SelectLower = $"""
        select id, position from item
        where {Others} and id <> @OtherId and position is not null and position <= @Position
        order by position desc
        limit 1
        """;

    /// <summary>The first one from a position on, without one of them.</summary>
    internal const string SelectUpper = $"""
        select id, position from item
        where {Others} and id <> @OtherId and position is not null and position >= @Position
        order by position
        limit 1
        """;

    internal const string SelectIsUnplaced = $"select exists (select from item where {Others} and position is null)";

    /// <summary>Those that nobody has put anywhere, as they are shown, the first of them.</summary>
    internal const string SelectUnplaced = $"""
        select id from item
        where {Others} and position is null
        order by is_completed, is_unavailable, lower(name), id
        limit @Limit
        """;

    /// <summary>Puts them after all that have been put somewhere.</summary>
    internal const string Number = """
        update item set position = coalesce(@Last, 0) + (@Step * n.place)
        from unnest(@Ids) with ordinality n (id, place)
        where item.id = n.id and item.list_id = @ListId
        """;

    /// <summary>
    /// Gives those after an item room: so many of them are spread between it and the next one behind them, or moved as far apart
    /// as newly numbered ones.
    /// </summary>
    internal const string Spread = $"""
        with following as (
            select f.id, f.position, row_number() over (order by f.position, lower(f.name), f.id) as place
            from (
                select id, position, name from item
                where {Others} and id <> @OtherId and position is not null and position >= @Position
                order by position
                limit @Limit + 1) f)
        update item set
            position = @Position
                + (f.place * least(@Step, ((select b.position from following b where b.place > @Limit) - @Position) / (@Limit + 1)))
        from following f
        where item.id = f.id and f.place <= @Limit
        """;

    internal const string Move = $"""
        with i as (
            update item set
                is_category_chosen = case
                    when category_id is distinct from @CategoryId then @CategoryId is not null
                    else is_category_chosen end,
                position = @Position, category_id = @CategoryId, last_modified_by_id = @AccountId, updated_at = @Now
            where id = @ItemId and list_id = @ListId
            returning *)
        select {ItemQueries.Columns} from i {ItemQueries.Joins}
        """;
}
