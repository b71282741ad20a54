using FamilyCart.Api.Items;

namespace FamilyCart.Api.Ordering;

/// <summary>The statements of the order by hand; all of them run under the lock of the list.</summary>
internal static class OrderingQueries
{
    internal const string SelectCategory = "select category_id from item where id = @ItemId and list_id = @ListId";

    /// <summary>The other items of a category by position; those without one as they are shown.</summary>
    internal const string SelectOthers = """
        select id, position
        from item
        where list_id = @ListId and category_id is not distinct from @CategoryId and id <> @ItemId
        order by position nulls last, is_completed, is_unavailable, lower(name), id
        """;

    /// <summary>Numbers the other items of a category as they are shown.</summary>
    internal const string Number = """
        update item set position = n.position
        from (
            select id, @Step * row_number() over (order by is_completed, is_unavailable, position nulls last, lower(name), id) as position
            from item
            where list_id = @ListId and category_id is not distinct from @CategoryId and id <> @ItemId) n
        where item.id = n.id and item.position is distinct from n.position
        """;

    internal const string Move = $"""
        with i as (
            update item set position = @Position, category_id = @CategoryId, last_modified_by_id = @AccountId, updated_at = @Now
            where id = @ItemId and list_id = @ListId
            returning *)
        select {ItemQueries.Columns} from i {ItemQueries.Joins}
        """;
}
