using System.Data;
using Dapper;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using Npgsql;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>The fleet's memory in PostgreSQL. Every change wakes whom it concerns.</summary>
internal sealed partial class PostgresFleetStore(NpgsqlDataSource database) : IFleetStore
{
    public async Task<FleetSnapshot> LoadAsync(IReadOnlyList<Pool> pools, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Without it every statement sees a moment of its own, and a runner and its job could contradict each other.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(PostgresFleetSql.Load, transaction: moment, cancellationToken: cancellationToken));
        var now = await results.ReadSingleAsync<DateTime>();
        var hosts = await results.ReadAsync<HostRow>();
        var jobs = await results.ReadAsync<JobRow>();
        var runners = await results.ReadAsync<RunnerRow>();
        var refusals = await results.ReadAsync<RefusalRow>();
        var drains = await results.ReadAsync<DrainRow>();
        return new FleetSnapshot(Moment(now), pools, [.. hosts.Select(row => row.ToHost())], [.. jobs.Select(row => row.ToJob())], [.. runners.Select(row => row.ToRunner())])
        {
            Refusals = [.. refusals.Select(row => row.ToRefusal())],
            Drains = [.. drains.Select(row => row.ToDrain())],
        };
    }

    public async Task<bool> ApplyAsync(FleetPlan plan, Lease leader, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(PostgresFleetSql.Patience, null));
        if (!await connection.ExecuteScalarAsync<bool>(Command(PostgresFleetSql.Fence, leader)))
        {
            return false;
        }

        foreach (var ending in plan.Endings)
        {
            await connection.ExecuteAsync(Command(
                ending.GiveUp ? PostgresFleetSql.GiveUp : PostgresFleetSql.Retire, new { id = ending.Runner, reason = ending.Reason.ToString(), busy = ending.EndsJobs }));
        }

        foreach (var start in plan.Starts)
        {
            var name = RunnerNames.New(start.Pool, start.Slot);
            await connection.ExecuteAsync(Command(
                PostgresFleetSql.Start, new { pool = start.Pool, slot = start.Slot, host = start.Host, name, reason = start.Reason.ToString(), epoch = leader.Epoch, scope = start.Scope?.Name }));
        }

        await connection.ExecuteAsync(Command(PostgresFleetSql.WakeHosts, null));
        await transaction.CommitAsync(cancellationToken);
        return true;

        CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    public async Task RecordAsync(IReadOnlyList<GitHubJob> jobs, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var once in ToldJobs.InTurns(jobs))
        {
            await connection.ExecuteAsync(new CommandDefinition(PostgresFleetSql.Record, new { jobs = once }, transaction, cancellationToken: cancellationToken));
        }

        await connection.ExecuteAsync(new CommandDefinition(PostgresFleetSql.WakeLeader, transaction: transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<FleetRunner>> RunnersOfAsync(string host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<RunnerRow>(new CommandDefinition(PostgresFleetSql.RunnersOf, new { host }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRunner())];
    }

    public async Task<bool> AdvanceAsync(RunnerStep step, Lease host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new
        {
            step.Runner,
            From = Words.Of(step.From),
            To = Words.Of(step.To),
            step.GitHubId,
            step.JobId,
            step.ExitCode,
            step.Reason,
            step.Registration,
            step.FreeAt,
            host.Name,
            host.Holder,
            host.Epoch,
        };
        var moved = await connection.ExecuteAsync(new CommandDefinition(PostgresFleetSql.Advance, parameters, cancellationToken: cancellationToken)) > 0;
        if (moved)
        {
            await connection.ExecuteAsync(new CommandDefinition(PostgresFleetSql.WakeLeader, cancellationToken: cancellationToken));
        }

        return moved;
    }

    public async Task MarkAsync(
        RunnerDoubt doubt, IReadOnlyCollection<long> among, IReadOnlyCollection<long> doubted, Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var sql = doubt == RunnerDoubt.Silent ? PostgresFleetSql.MarkSilent : PostgresFleetSql.MarkPhantom;
        var parameters = new { among = among.ToArray(), doubted = doubted.ToArray(), lease.Name, lease.Holder, lease.Epoch };
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    public async Task<bool> OperateAsync(OperatorAction action, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { action.Operator, Target = Words.Of(action.Target), action.Name, action.Reason };
        var changed = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            action.Verb == OperatorVerb.Drain ? PostgresFleetSql.Drain : PostgresFleetSql.Resume, parameters, cancellationToken: cancellationToken));
        if (changed)
        {
            await connection.ExecuteAsync(new CommandDefinition(PostgresFleetSql.WakeLeader, cancellationToken: cancellationToken));
        }

        return changed;
    }

    private static DateTimeOffset Moment(DateTime value) => new(value, TimeSpan.Zero);

    private sealed record DrainRow(string Target, string Name, string Operator, string? Reason, DateTime Since)
    {
        public Drain ToDrain() => new(Words.ToDrainTarget(Target), Name, Operator, Reason, Moment(Since));
    }

    private sealed record HostRow(string Name, DateTime? LostSince)
    {
        public FleetHost ToHost() => new(Name, LostSince is { } since ? Moment(since) : null);
    }
}
