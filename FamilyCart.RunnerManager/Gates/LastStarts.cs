using Dapper;
using FamilyCart.RunnerManager.Planning;
using Npgsql;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>The evidence of pools that have no runner at the moment.</summary>
internal sealed class LastStarts(NpgsqlDataSource database)
{
    // A runner that never listened since nobody wanted it any more, or since its host went, tells nothing of its pool.
    private const string Sql = """
        select latest.pool, latest.listened, latest.reason, latest.state_since as ended_at
        from unnest(@pools) as wanted (name)
        cross join lateral (
            select runner.pool, runner.reason, got.listened, runner.state_since
            from runner
            cross join lateral (
                select exists (select from runner_step step where step.runner_id = runner.id and step.state in ('listening', 'busy'))
                    or exists (select from workflow_job job where job.runner_name = runner.name) as listened) got
            where runner.pool = wanted.name
              and (got.listened or (runner.state in ('finished', 'lost', 'gone') and not coalesce(runner.reason, '') = any(@untold)))
            order by runner.id desc
            limit 1) latest
        """;

    private static readonly string[] s_untold = [.. new[] { EndingReason.HostLost, EndingReason.PoolChanged, EndingReason.Surplus }.Select(reason => reason.ToString()), "not wanted any more"];

    /// <exception cref="NpgsqlException">The database cannot be used.</exception>
    public async Task<IReadOnlyDictionary<string, LastStart>> ReadAsync(IEnumerable<string> pools, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<LastStart>(new CommandDefinition(Sql, new { pools = pools.ToArray(), untold = s_untold }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Pool, StringComparer.Ordinal);
    }
}
