using Dapper;
using FamilyCart.RunnerManager.Fleet;
using Npgsql;

namespace FamilyCart.RunnerManager.History;

/// <summary>Reads what the fleet did lately.</summary>
internal sealed class HistoryReader(NpgsqlDataSource database)
{
    private const int MostJobs = 20;

    // More runners than anybody reads on one page.
    private const int MostRunners = 256;

    private const string Ended = """
        select * from workflow_job where status = 'completed' order by coalesce(completed_at, told_at) desc limit @MostJobs
        """;

    private const string Sql = $"""
        select job.id, job.repository, job.name, job.workflow_name as workflow, job.head_branch as branch, job.conclusion, job.runner_name as runner, job.started_at,
               coalesce(job.completed_at, job.told_at) as ended_at, runner.name as life
        from ({Ended}) job
        {JobRunnerSql.Join}
        order by coalesce(job.completed_at, job.told_at) desc;
        with shown as (
            (select id, name from runner where state <> 'gone' order by id limit @MostRunners)
            union
            select runner.id, runner.name from ({Ended}) job
            {JobRunnerSql.Join}
            where runner.id is not null)
        select shown.name, step.at, step.state, step.reason from shown join runner_step step on step.runner_id = shown.id order by shown.id, step.at;
        """;

    /// <exception cref="NpgsqlException">The database cannot be read.</exception>
    public async Task<FleetHistory> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(Sql, new { MostJobs, MostRunners }, cancellationToken: cancellationToken));
        var jobs = await results.ReadAsync<JobRow>();
        var steps = await results.ReadAsync<StepRow>();
        return new FleetHistory(
            steps.GroupBy(row => row.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, IReadOnlyList<LifeStep> (group) => [.. group.Select(row => row.ToStep())], StringComparer.Ordinal),
            [.. jobs.Select(row => row.ToJob())]);
    }

    private static DateTimeOffset Moment(DateTime value) => new(value, TimeSpan.Zero);

    private sealed record StepRow(string Name, DateTime At, string State, string? Reason)
    {
        public LifeStep ToStep() => new(Moment(At), Words.ToRunnerState(State), Reason);
    }

    private sealed record JobRow(
        long Id, string Repository, string Name, string? Workflow, string? Branch, string? Conclusion, string? Runner, DateTime? StartedAt, DateTime EndedAt, string? Life)
    {
        public EndedJob ToJob() => new(
            Id, Repository, Name, Workflow, Branch, Conclusion, Runner, StartedAt is { } started ? Moment(started) : null, Moment(EndedAt), Life);
    }
}
