using System.Globalization;
using Dapper;
using FamilyCart.RunnerManager.Leading;
using Npgsql;

namespace FamilyCart.RunnerManager.Explanations;

/// <summary>Explains a job from what the fleet knows of it.</summary>
internal sealed class ExplanationReader(NpgsqlDataSource database, FleetView view)
{
    internal const string Sql = """
        select job.id, job.repository, job.name, job.status, job.conclusion, job.labels, job.runner_name, job.queued_since,
               job.started_at, job.completed_at, job.run_attempt, runner.pool, runner.host, evidence.processor_seconds,
               evidence.peak_memory_bytes, evidence.memory_limit_bytes, evidence.memory_kills, evidence.log_bytes
        from workflow_job job
        left join runner on runner.name = job.runner_name
        left join runner_evidence evidence on evidence.runner_id = runner.id
        where job.id = @id
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
            _ when wait is not null => (WaitSentence.Of(wait, job.Labels), wait.Reason.ToString(), wait.Pool),
            _ => ("It is about to be looked at.", null, null),
        };
        return new JobExplanation(job.Id, job.Repository, job.Name, job.Status, job.Conclusion, sentence, reason, job.RunnerName, pool, Moment(job.QueuedSince))
        {
            Evidence = job.ToEvidence(),
        };
    }

    private static string Running(Row job) => job.Host is null
        ? $"It runs on {job.RunnerName ?? "a runner that GitHub does not name"}, which is none of this fleet."
        : $"It runs on {job.RunnerName} on {job.Host} since {Text(job.StartedAt)}.";

    private static string Ended(Row job) =>
        $"It ended with '{job.Conclusion ?? "no conclusion"}' at {Text(job.CompletedAt)}, {(job.RunnerName is null ? "before a runner had it" : $"on {job.RunnerName}")}.{job.ToEvidence()?.Sentence}";

    private static string Text(DateTime? moment) => moment?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";

    private static DateTimeOffset? Moment(DateTime? moment) => moment is { } value ? new DateTimeOffset(value, TimeSpan.Zero) : null;

    private sealed record Row
    {
        public JobEvidence? ToEvidence() => Host is null
            ? null
            : new JobEvidence(Host, RunAttempt, ProcessorSeconds, PeakMemoryBytes, MemoryLimitBytes, MemoryKills > 0, LogBytes is not null);

        public int RunAttempt { get; init; }

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
