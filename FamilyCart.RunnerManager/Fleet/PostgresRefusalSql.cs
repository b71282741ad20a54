namespace FamilyCart.RunnerManager.Fleet;

/// <summary>What <see cref="PostgresFleetStore"/> says to PostgreSQL about refusals.</summary>
internal static class PostgresRefusalSql
{
    // A refusal of something else than what is asked for now holds nobody back.
    public const string TakeTurn = $"""
        with fence as ({PostgresFleetSql.Fence}), removed as (
            delete from pool_refusal where pool = @pool and mark <> @mark and exists (select from fence) returning pool),
        taken as (
            update pool_refusal set probing = true, retry_at = clock_timestamp() + @patience
            where pool = @pool and mark = @mark and retry_at <= clock_timestamp() and exists (select from fence) returning pool)
        select case
            when not exists (select from fence) then 'wait'
            when exists (select from taken) then 'probe'
            when exists (select from removed) or not exists (select from pool_refusal where pool = @pool) then 'free'
            else 'wait' end
        """;

    public const string Count = "select refusals from pool_refusal where pool = @Pool and mark = @Mark for update";

    // Those that were under way together are refused together, and count once.
    public const string Refuse = """
        insert into pool_refusal as known (pool, mark, fault, detail, refusals, retry_at)
        values (@Pool, @Mark, @Fault, left(@Detail, 1000), @refusals, clock_timestamp() + @pause)
        on conflict (pool) do update
        set mark = excluded.mark, fault = excluded.fault, detail = excluded.detail, refusals = excluded.refusals, retry_at = excluded.retry_at, probing = false,
            since = case when known.mark = excluded.mark then known.since else clock_timestamp() end
        where known.probing or known.mark <> excluded.mark
        """;

    public const string Allow = $"with fence as ({PostgresFleetSql.Fence}) delete from pool_refusal where pool = @pool and exists (select from fence)";

    // With a condition of its index.
    public const string FormerRegistrations = """
        select pool, slot, host, registration as name from runner
        where registration is not null and scope is not null and state = 'gone' and state_since > clock_timestamp() - @age
        group by pool, slot, host, registration order by max(id) desc
        """;

    public const string KnownPools = """
        select distinct pool, scope from runner
        where scope is not null and (state <> 'gone' or state_since > clock_timestamp() - @age) order by pool, scope
        """;
}
