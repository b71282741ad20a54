namespace FamilyCart.Api.Suggestions;

/// <summary>
/// The statements of the queue. A request is told from a newer one for the same item by its name and time: who is done with the
/// old one must not touch the new.
/// </summary>
internal static class SuggestionQueries
{
    /// <summary>The counts stop at their limits, and look at nothing but the limits' worth of rows.</summary>
    internal const string Insert = """
        insert into suggestion_request (item_id, name, requested_at, list_id)
        select i.id, @Name, @Now, i.list_id
        from item i
        where i.id = @ItemId and (
            (
                (select count(*) from (select from suggestion_request limit @Limit) waiting) < @Limit
                and (select count(*) from (select from suggestion_request r where r.list_id = i.list_id limit @Share) own) < @Share)
            or exists (select from suggestion_request where item_id = @ItemId))
        on conflict (item_id) do update set
            name = excluded.name, requested_at = excluded.requested_at, claimed_until = null, attempts = 0, needs_model = false
        """;

    internal const string Claim = """
        with next as (
            select item_id from suggestion_request
            where needs_model = @NeedsModel and (claimed_until is null or claimed_until <= @Now)
            order by requested_at
            limit @Count
            for update skip locked)
        update suggestion_request r set claimed_until = @Until, attempts = r.attempts + 1
        from next
        where r.item_id = next.item_id
        returning r.item_id, r.name, r.requested_at, r.attempts
        """;

    internal const string Forward = $"update suggestion_request set needs_model = true, claimed_until = null, attempts = 0 where {Same}";

    internal const string Postpone = $"update suggestion_request set claimed_until = @Until where {Same}";

    internal const string Delete = $"delete from suggestion_request where {Same}";

    internal const string Count = "select count(*) from suggestion_request";

    private const string Same = "item_id = @ItemId and name = @Name and requested_at = @RequestedAt";
}
