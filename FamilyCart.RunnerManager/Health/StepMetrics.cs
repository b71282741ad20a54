using Dapper;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Health;

/// <summary>
/// Tells how long each step took, once, while this instance leads: from the life lines of runners, and of a job's own waits when its
/// runner has finished. What happened while nobody led is not told.
/// </summary>
internal sealed partial class StepMetrics(NpgsqlDataSource database, FleetView view, HealthMetrics metrics, TimeProvider time, ILogger<StepMetrics> logger) : BackgroundService
{
    // Steps are stamped before they can be seen: the last moments are read the next time.
    private const string NowSql = "select clock_timestamp() - interval '3 seconds'";

    private const string StepsSql = """
        select step.state, before.state as former, step.reason, extract(epoch from step.at - before.at)::double precision as seconds
        from runner_step step
        left join lateral (
            select earlier.state, earlier.at from runner_step earlier
            where earlier.runner_id = step.runner_id and earlier.at < step.at order by earlier.at desc limit 1) before on true
        where step.at > @from and step.at <= @to
        """;

    private const string JobsSql = """
        select extract(epoch from job.seen_at - job.created_at)::double precision as intake,
               case when wanted.at > job.seen_at then extract(epoch from wanted.at - job.seen_at)::double precision end as decide,
               extract(epoch from job.started_at - greatest(listening.at, job.created_at))::double precision as acquire
        from runner_step step
        join runner on runner.id = step.runner_id
        join workflow_job job on job.runner_name = coalesce(runner.registration, runner.name)
          and (runner.registration is null or job.started_at between runner.created_at - interval '1 second' and step.at)
        left join lateral (
            select min(at) as at from runner_step first where first.runner_id = runner.id and first.state = 'wanted') wanted on true
        left join runner_step listening on listening.runner_id = runner.id and listening.state = 'listening'
        where step.state = 'finished' and step.at > @from and step.at <= @to
        """;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private DateTime? _from;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TellAsync(view.Current is { Leads: true }, stoppingToken);
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(s_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells what happened since the last time.</summary>
    /// <param name="leads">Whether this instance leads; while it does not, it only forgets.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task TellAsync(bool leads, CancellationToken cancellationToken)
    {
        if (!leads)
        {
            _from = null;
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var to = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(NowSql, cancellationToken: cancellationToken));
        if (_from is { } from)
        {
            var window = new { from, to };
            var steps = await connection.QueryAsync<Step>(new CommandDefinition(StepsSql, window, cancellationToken: cancellationToken));
            var jobs = await connection.QueryAsync<Waits>(new CommandDefinition(JobsSql, window, cancellationToken: cancellationToken));
            foreach (var step in steps)
            {
                Tell(step);
            }

            foreach (var job in jobs)
            {
                Tell("intake", job.Intake);
                Tell("decide", job.Decide);
                Tell("acquire", job.Acquire);
            }
        }

        _from = to;
    }

    private void Tell(Step step)
    {
        switch (step.Former, step.State)
        {
            case ("wanted", "minted"):
                Tell("mint", step.Seconds);
                break;
            case ("minted", "spawned"):
                Tell("spawn", step.Seconds);
                break;
            case ("spawned", "listening"):
                Tell("listen", step.Seconds);
                break;
            // The leader counts those that it gave up.
            case (_, "finished") or ("finished" or "lost", "gone") when step.Reason is { } reason:
                metrics.Failed(reason);
                break;
        }
    }

    private void Tell(string step, double? seconds)
    {
        if (seconds is { } known)
        {
            metrics.Waited(step, known);
        }
    }

    [LoggerMessage(3340, LogLevel.Warning, "How long steps took is told later, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);

    private sealed record Step(string State, string? Former, string? Reason, double? Seconds);

    private sealed record Waits(double? Intake, double? Decide, double? Acquire);
}
