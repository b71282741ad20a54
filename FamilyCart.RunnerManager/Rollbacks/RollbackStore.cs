using Dapper;
using Npgsql;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>What is to be told to the rollback hook, in PostgreSQL: whichever instance claims it tells it.</summary>
internal sealed class RollbackStore(NpgsqlDataSource database)
{
    // Due again after the claim has run out: an instance that dies or sleeps with it is followed by another.
    // Told for the first time goes before told again, and leaves the latter no more than half of the room.
    private const string ClaimSql = """
        with busy as (select name, count(*) as count from unnest(@underWay) name group by name),
        turned as (
            select name, epoch, attempts, due_at, name = any(@listed) as is_listed, coalesce(busy.count, 0) + row_number() over (partition by name order by attempts, due_at) as turn
            from rollback_hook left join busy using (name)
            where outcome is null and due_at <= clock_timestamp()),
        placed as (
            select name, epoch, is_listed, case when attempts > 0 then 2 else 1 end as weight,
                   (select coalesce(sum(count), 0) from busy where not name = any(@listed)) + row_number() over (partition by is_listed order by attempts, turn, due_at) as place
            from turned where turn * case when attempts > 0 then 2 else 1 end <= @ofName),
        due as (
            select hook.name as due_name, hook.epoch as due_epoch from rollback_hook hook join placed on placed.name = hook.name and placed.epoch = hook.epoch
            where outcome is null and due_at <= clock_timestamp() and (is_listed or place * weight <= @ofOthers)
            for update of hook skip locked),
        claimed as (
            update rollback_hook set attempts = attempts + 1, due_at = clock_timestamp() + @claim
            from due where name = due_name and epoch = due_epoch
            returning name, epoch, delivery_id, attempts)
        select claimed.name, claimed.epoch, delivery_id, attempts, holder, reason, run_url, taken_at, expires_at
        from claimed join workflow_lease lease on lease.name = claimed.name and lease.epoch = claimed.epoch
        """;

    private const string FinishSql = """
        update rollback_hook set outcome = @outcome, status = coalesce(@status, status), finished_at = clock_timestamp()
        where name = @name and epoch = @epoch and outcome is null
        """;

    // Not when another instance has taken it up meanwhile.
    private const string PostponeSql = """
        update rollback_hook set due_at = clock_timestamp() + @pause, status = coalesce(@status, status)
        where name = @name and epoch = @epoch and outcome is null and attempts = @attempts
        """;

    /// <summary>Takes in hand what is due, so that nobody else does.</summary>
    /// <param name="claim">For how long.</param>
    /// <param name="listed">The names that stand in the configuration.</param>
    /// <param name="underWay">The names that the caller has in hand, each as often as it has; it has no room for more than <see cref="RollbackRoom"/> says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<ClaimedRollback>> ClaimAsync(TimeSpan claim, string[] listed, string[] underWay, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ClaimedRollback>(new CommandDefinition(
            ClaimSql, new { claim, listed, underWay, ofName = RollbackRoom.OfName, ofOthers = RollbackRoom.OfOthers }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Keeps what became of it, once.</summary>
    /// <param name="rollback">What.</param>
    /// <param name="outcome">Its end.</param>
    /// <param name="status">The answer's; null where there was none.</param>
    /// <returns>False when it had an end already.</returns>
    public async Task<bool> FinishAsync(ClaimedRollback rollback, RollbackOutcome outcome, int? status)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(FinishSql, new { name = rollback.Name, epoch = rollback.Epoch, outcome = outcome.ToString().ToLowerInvariant(), status }) > 0;
    }

    /// <summary>Lets it be tried again after a pause.</summary>
    public async Task PostponeAsync(ClaimedRollback rollback, TimeSpan pause, int? status)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(PostponeSql, new { name = rollback.Name, epoch = rollback.Epoch, attempts = rollback.Attempts, pause, status });
    }
}
