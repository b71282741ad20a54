using Dapper;
using Npgsql;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>What is to be told to the rollback hook, in PostgreSQL: whichever instance claims it tells it.</summary>
internal sealed class RollbackStore(NpgsqlDataSource database)
{
    private const int MostAtOnce = 10;

    // Due again after the claim has run out: an instance that dies or sleeps with it is followed by another.
    private const string ClaimSql = """
        with due as (
            select name as due_name, epoch as due_epoch from rollback_hook where outcome is null and due_at <= clock_timestamp()
            order by due_at limit @limit for update skip locked),
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
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<ClaimedRollback>> ClaimAsync(TimeSpan claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ClaimedRollback>(new CommandDefinition(ClaimSql, new { claim, limit = MostAtOnce }, cancellationToken: cancellationToken))).AsList();
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
