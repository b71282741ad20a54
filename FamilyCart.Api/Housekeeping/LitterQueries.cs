namespace FamilyCart.Api.Housekeeping;

/// <summary>The statements of cleaning up. Each leaves out what another instance or a request has locked.</summary>
internal static class LitterQueries
{
    /// <summary>The latest of a list stay however old they are, so that whoever comes back late finds out what happened.</summary>
    internal const string DeleteEvents = """
        with old as (
            select e.list_id, e.sequence
            from list_event e join shopping_list l on l.id = e.list_id
            where e.created_at < @Before and e.sequence <= l.last_sequence - @Kept
            order by e.created_at
            limit @Limit
            for update of e skip locked)
        delete from list_event e using old where e.list_id = old.list_id and e.sequence = old.sequence
        """;

    internal const string DeleteDeletedItems = """
        with old as (
            select id from deleted_item where deleted_at < @Before order by deleted_at limit @Limit for update skip locked)
        delete from deleted_item d using old where d.id = old.id
        """;

    internal const string DeleteDeletedLists = """
        with old as (
            select id from shopping_list where deleted_at < @Before order by deleted_at limit @Limit for update skip locked)
        delete from shopping_list l using old where l.id = old.id
        """;

    /// <summary>The prober makes one a minute, and restores none.</summary>
    internal const string DeleteProbeLists = """
        with old as (
            select l.id
            from shopping_list l join account a on a.id = l.owner_id
            where a.is_probe and l.deleted_at < @Before
            limit @Limit
            for update of l skip locked)
        delete from shopping_list l using old where l.id = old.id
        """;

    internal const string DeleteIdempotencyKeys = """
        with old as (
            select account_id, key from idempotency_key where created_at < @Before order by created_at limit @Limit for update skip locked)
        delete from idempotency_key k using old where k.account_id = old.account_id and k.key = old.key
        """;

    internal const string DeleteTickets = """
        with old as (
            select ticket_hash from socket_ticket where expires_at < @Before order by expires_at limit @Limit for update skip locked)
        delete from socket_ticket t using old where t.ticket_hash = old.ticket_hash
        """;

    /// <summary>One that nobody has answered ended when it expired.</summary>
    internal const string DeleteInvitations = """
        with old as (
            select id from invitation where coalesce(ended_at, expires_at) < @Before limit @Limit for update skip locked)
        delete from invitation v using old where v.id = old.id
        """;
}
