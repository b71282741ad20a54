namespace FamilyCart.Api.Usage;

/// <summary>The statements of suggestions from what the caller's lists have seen.</summary>
internal static class UsageQueries
{
    internal const string SelectNames = """
        select i.name
        from list_member me join item i on i.list_id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId
        limit @Limit
        """;

    /// <summary>
    /// What is used most in the caller's lists, of the most used names of each; without those that are present, or are found in the
    /// list that is too long for its names to be read.
    /// </summary>
    internal const string SelectMostUsed = """
        with mine as (
            select list_id from list_member where account_id = @CallerId order by joined_at desc, list_id limit @Lists),
        used as (
            select u.*
            from mine cross join lateral (
                select * from item_usage
                where item_usage.list_id = mine.list_id
                order by uses desc, last_used_at desc
                limit @Names) u
            where u.name_key <> all(@Present)),
        merged as (
            select distinct on (name_key)
                name_key, name, category_id, icon_name, quantity_unit_id, last_used_at,
                sum(uses) over (partition by name_key) as uses,
                bool_or(exists (
                    select from item i where i.list_id = @LongListId and lower(i.name) = lower(used.name))) over (partition by name_key) as is_present
            from used
            order by name_key, last_used_at desc, list_id)
        select m.name, m.category_id, c.name as category_name, m.icon_name, m.quantity_unit_id, m.uses, m.last_used_at
        from merged m left join category c on c.id = m.category_id
        where not m.is_present
        order by m.uses desc, m.last_used_at desc, m.name_key
        limit @Limit
        """;

    /// <summary>
    /// What matches in any of the caller's lists: the beginning of the name first, then that of a word, then any part; the most
    /// used first. One name of several lists is one row, as the list has it that used it last.
    /// </summary>
    internal const string Select = """
        with matching as (
            select u.*,
                case when u.name_key like @Beginning then 0 when u.name_key like @WordBeginning then 1 else 2 end as distance
            from list_member me join item_usage u on u.list_id = me.list_id
            where me.account_id = @CallerId and u.name_key like @Part),
        merged as (
            select distinct on (name_key)
                name_key, name, category_id, icon_name, quantity_unit_id, distance,
                sum(uses) over (partition by name_key) as uses, last_used_at
            from matching
            order by name_key, last_used_at desc, list_id)
        select m.name, m.category_id, c.name as category_name, m.icon_name, m.quantity_unit_id, m.uses, m.last_used_at
        from merged m left join category c on c.id = m.category_id
        order by m.distance, m.uses desc, m.last_used_at desc, m.name_key
        limit @Limit
        """;
}
