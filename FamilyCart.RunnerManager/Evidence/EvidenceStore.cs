using Dapper;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using Npgsql;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Evidence in PostgreSQL.</summary>
internal sealed class EvidenceStore(NpgsqlDataSource database)
{
    private const string SaveSql = $"""
        with fence as ({PostgresFleetSql.Fence})
        insert into runner_evidence as known (runner_id, processor_seconds, peak_memory_bytes, memory_limit_bytes, memory_kills, processes_refused, log_bytes)
        select @Runner, @ProcessorSeconds, @PeakMemoryBytes, @MemoryLimitBytes, @MemoryKills, @ProcessesRefused, @LogBytes where exists (select from fence)
        on conflict (runner_id) do update
        set processor_seconds = coalesce(excluded.processor_seconds, known.processor_seconds),
            peak_memory_bytes = coalesce(excluded.peak_memory_bytes, known.peak_memory_bytes),
            memory_limit_bytes = coalesce(excluded.memory_limit_bytes, known.memory_limit_bytes),
            memory_kills = coalesce(excluded.memory_kills, known.memory_kills),
            processes_refused = coalesce(excluded.processes_refused, known.processes_refused),
            log_bytes = coalesce(excluded.log_bytes, known.log_bytes)
        """;

    private const string LogSql = $"""
        select job.status, runner.name as runner, runner.host, evidence.log_bytes
        from workflow_job job
        {JobRunnerSql.Join}
        left join runner_evidence evidence on evidence.runner_id = runner.id
        where job.id = @job
        """;

    /// <summary>Keeps it. What is known already and not told again stays.</summary>
    /// <param name="evidence">What.</param>
    /// <param name="host">The lease of the runner's host; one that changed hands keeps nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SaveAsync(RunnerEvidence evidence, Lease host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new
        {
            evidence.Runner,
            evidence.Use?.ProcessorSeconds,
            evidence.Use?.PeakMemoryBytes,
            evidence.Use?.MemoryLimitBytes,
            evidence.Use?.MemoryKills,
            evidence.Use?.ProcessesRefused,
            evidence.LogBytes,
            host.Name,
            host.Holder,
            host.Epoch,
        };
        await connection.ExecuteAsync(new CommandDefinition(SaveSql, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Where the log of a job is.</summary>
    /// <returns>Null when the fleet never heard of the job.</returns>
    public async Task<LogPlace?> FindLogAsync(long job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<LogPlace>(new CommandDefinition(LogSql, new { job }, cancellationToken: cancellationToken));
    }
}
