using System.Globalization;
using Dapper;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;
using Npgsql;

namespace FamilyCart.RunnerManager.Explanations;

/// <summary>Explains a job from what the fleet knows of it.</summary>
internal sealed class ExplanationReader(NpgsqlDataSource database, FleetView view)
{
    internal const string Sql = $"""
        select job.id, job.repository, job.name, job.status, job.conclusion, job.labels, job.runner_name, job.queued_since,
               job.started_at, job.completed_at, job.run_attempt, runner.pool, runner.host, runner.state as runner_state, runner.silent_since,
               exists (select from runner_step step where step.runner_id = runner.id and step.state = 'lost' and step.reason = 'Overtime') as overtime, evidence.processor_seconds,
               evidence.peak_memory_bytes, evidence.memory_limit_bytes, evidence.memory_kills, evidence.log_bytes
        from workflow_job job
        {JobRunnerSql.Join}
        left join runner_evidence evidence on evidence.runner_id = runner.id
        where job.id = @id
        """;

    // What happened last to a runner of that pool: its host could not start one, or did.
    private const string ObstacleSql = """
        select case when step.state <> 'spawned' then step.reason end
        from (select id from runner where pool = @pool order by id desc limit 20) recent
        join runner_step step on step.runner_id = recent.id
        where step.at > clock_timestamp() - interval '10 minutes'
          and (step.state = 'spawned' or starts_with(step.reason, @Refused) or starts_with(step.reason, @NotStarted))
        order by step.at desc limit 1
        """;

    /// <returns>Null when the fleet never heard of the job.</returns>
    public async Task<JobExplanation?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var job = await connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(Sql, new { id }, cancellationToken: cancellationToken));
        if (job is null)
        {
            return null;
        }

        var wait = view.Current?.Waits.FirstOrDefault(wait => wait.JobId == id);
        var (sentence, reason, pool) = job.Status switch
        {
            "completed" => (Ended(job), null, job.Pool),
            "in_progress" => (Running(job), null, job.Pool),
            _ when wait is not null => (WaitSentence.Of(wait, job.Labels, await ObstacleAsync(connection, wait, cancellationToken)), wait.Reason.ToString(), wait.Pool),
            _ => ("It is about to be looked at.", null, null),
        };
        return new JobExplanation(job.Id, job.Repository, job.Name, job.Status, job.Conclusion, sentence, reason, job.RunnerName, pool, Moment(job.QueuedSince))
        {
            Evidence = job.ToEvidence(),
        };
    }

    /// <returns>Why the pool's runners do not start, in the host's own words; null when they do.</returns>
    private static async Task<string?> ObstacleAsync(NpgsqlConnection connection, Wait wait, CancellationToken cancellationToken)
    {
        if (wait.Reason != WaitReason.RunnerStarting)
        {
            return null;
        }

        var question = new { pool = wait.Pool, Refused = Refusals.RefusedPrefix, NotStarted = Refusals.NotStartedPrefix };
        return Refusals.Sentence(await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(ObstacleSql, question, cancellationToken: cancellationToken)));
    }

    private static string Running(Row job) => job.Host is null
        ? $"It runs on {job.RunnerName ?? "a runner that GitHub does not name"}, which is none of this fleet."
        : $"It runs on {job.RunnerName} on {job.Host} since {Text(job.StartedAt)}.{Silent(job)}";

    // Its host never saw it begin, and the fleet knows of the job from GitHub alone.
    private static string Silent(Row job) => job is { RunnerState: "listening", SilentSince: { } since }
        ? $" Its listener gives no sign since {Text(since)}: when GitHub gives the job up, the runner is replaced."
        : "";

    private static string Ended(Row job) =>
        $"It ended with '{job.Conclusion ?? "no conclusion"}' at {Text(job.CompletedAt)}, {(job.RunnerName is null ? "before a runner had it" : $"on {job.RunnerName}")}.{After(job)}{job.ToEvidence()?.Sentence}";

    private static string After(Row job) => job switch
    {
        { Overtime: true, RunnerState: "gone" } => " Its runner went on, and was ended for that.",
        { Overtime: true } => " Its runner went on, was given up for that, and is being ended.",
        { RunnerState: "busy" } => " Its runner goes on, and is given up when that lasts (Plan:Overtime).",
        _ => "",
    };

    private static string Text(DateTime? moment) => moment?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";

    private static DateTimeOffset? Moment(DateTime? moment) => moment is { } value ? new DateTimeOffset(value, TimeSpan.Zero) : null;

    private sealed record Row
    {
        public JobEvidence? ToEvidence() => Host is null
            ? null
            : new JobEvidence(Host, RunAttempt, ProcessorSeconds, PeakMemoryBytes, MemoryLimitBytes, MemoryKills > 0, LogBytes is not null);

        public int RunAttempt { get; init; }

        public string? RunnerState { get; init; }

        public DateTime? SilentSince { get; init; }

        public bool Overtime { get; init; }

        public double? ProcessorSeconds { get; init; }

        public long? PeakMemoryBytes { get; init; }

        public long? MemoryLimitBytes { get; init; }

        public long? MemoryKills { get; init; }

        public long? LogBytes { get; init; }

        public long Id { get; init; }

        public string Repository { get; init; } = "";

        public string Name { get; init; } = "";

        public string Status { get; init; } = "";

        public string? Conclusion { get; init; }

        public string[] Labels { get; init; } = [];

        public string? RunnerName { get; init; }

        public DateTime? QueuedSince { get; init; }

        public DateTime? StartedAt { get; init; }

        public DateTime? CompletedAt { get; init; }

        public string? Pool { get; init; }

        public string? Host { get; init; }
    }
}
