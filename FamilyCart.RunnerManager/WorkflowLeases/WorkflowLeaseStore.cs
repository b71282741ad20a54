using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>The leases of workflows, in PostgreSQL alone: they outlive every manager.</summary>
/// <remarks>Every call may throw <see cref="NpgsqlException"/> or <see cref="TimeoutException"/>; to repeat it does no harm.</remarks>
internal sealed class WorkflowLeaseStore(NpgsqlDataSource database, LeaseSettings settings, LeaseMetrics metrics, ILogger<WorkflowLeaseStore> logger)
{
    private const int MostSteps = 1000;

    /// <summary>Takes a lease that is free or expired. A claim that is repeated gets what the first one got, and changes nothing.</summary>
    public async Task<LeaseResult> TakeAsync(LeaseClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(WorkflowLeaseSql.Patience, new { }));
        await connection.ExecuteAsync(Command(WorkflowLeaseSql.Lock, new { name = claim.Name }));
        var open = await FirstAsync(WorkflowLeaseSql.Open, new { name = claim.Name });
        if (open?.ToLease() is { IsHeld: true } held)
        {
            return new LeaseResult(IsSame(open.IdHash, claim.IdHash) ? LeaseOutcome.Taken : LeaseOutcome.Held, held);
        }

        var expired = (await connection.QueryAsync<WorkflowLeaseRow>(Command(WorkflowLeaseSql.Expire, new { name = claim.Name }))).AsList();
        var spent = await FirstAsync(WorkflowLeaseSql.Spent, claim);
        if (spent is null && await IsFullAsync())
        {
            return new LeaseResult(LeaseOutcome.Full, null);
        }

        var taken = spent is null ? await FirstAsync(WorkflowLeaseSql.Insert, claim) : null;
        await transaction.CommitAsync(cancellationToken);
        expired.ForEach(row => Note(row.ToLease()));
        return taken is null ? new LeaseResult(LeaseOutcome.Over, spent!.ToLease()) : new LeaseResult(LeaseOutcome.Taken, taken.ToLease());

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);

        // Names of their own are bounded by the configuration.
        async Task<bool> IsFullAsync()
        {
            if (settings.Names.Exact.Contains(claim.Name, StringComparer.Ordinal))
            {
                return false;
            }

            await connection.ExecuteAsync(Command(WorkflowLeaseSql.LockCounted, new { }));
            return await connection.ExecuteScalarAsync<long>(Command(WorkflowLeaseSql.CountCounted, new { exact = settings.Names.Exact.ToArray() })) >= settings.MostHeld;
        }

        async Task<WorkflowLeaseRow?> FirstAsync(string sql, object parameters) => await connection.QueryFirstOrDefaultAsync<WorkflowLeaseRow>(Command(sql, parameters));
    }

    /// <summary>Keeps a lease for longer, while it is the caller's; one that expired stays so, even if nobody wanted it since.</summary>
    public Task<LeaseResult> RenewAsync(string name, long epoch, byte[] idHash, TimeSpan duration, CancellationToken cancellationToken) =>
        ChangeAsync(WorkflowLeaseSql.Renew, LeaseOutcome.Renewed, new { name, epoch, idHash, duration }, cancellationToken);

    /// <summary>Gives a lease back; again if the answer was lost.</summary>
    public Task<LeaseResult> ReleaseAsync(string name, long epoch, byte[] idHash, CancellationToken cancellationToken) =>
        ChangeAsync(WorkflowLeaseSql.Release, LeaseOutcome.Released, new { name, epoch, idHash }, cancellationToken);

    /// <summary>The lease as it is, or as it last was; null when nobody ever had it.</summary>
    public async Task<WorkflowLease?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryFirstOrDefaultAsync<WorkflowLeaseRow>(new CommandDefinition(WorkflowLeaseSql.Latest, new { name }, cancellationToken: cancellationToken)))?.ToLease();
    }

    /// <summary>Notes the leases that have expired, each once, whoever asks.</summary>
    /// <returns>How many leases are held.</returns>
    public async Task<long> ExpireAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var row in await connection.QueryAsync<WorkflowLeaseRow>(new CommandDefinition(WorkflowLeaseSql.Expire, new { name = (string?)null }, cancellationToken: cancellationToken)))
        {
            Note(row.ToLease());
        }

        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(WorkflowLeaseSql.CountHeld, cancellationToken: cancellationToken));
    }

    /// <summary>Removes what ended so long ago, in small steps and no more than a fast caller makes in an hour.</summary>
    public async Task ForgetAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var step = 0; step < MostSteps; step++)
        {
            if (await connection.ExecuteAsync(new CommandDefinition(WorkflowLeaseSql.Forget, new { keep }, cancellationToken: cancellationToken)) == 0)
            {
                return;
            }
        }
    }

    private async Task<LeaseResult> ChangeAsync(string sql, LeaseOutcome outcome, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FirstAsync(sql) is { } changed)
        {
            return new LeaseResult(outcome, changed.ToLease());
        }

        var own = (await FirstAsync(WorkflowLeaseSql.Own))?.ToLease();
        if (own?.Ending == LeaseEnding.Released && outcome == LeaseOutcome.Released)
        {
            return new LeaseResult(LeaseOutcome.Released, own);
        }

        var latest = (await FirstAsync(WorkflowLeaseSql.Latest))?.ToLease();
        return latest switch
        {
            null => new LeaseResult(LeaseOutcome.Unknown, null),
            { IsHeld: true } => new LeaseResult(LeaseOutcome.Held, latest),
            _ => new LeaseResult(LeaseOutcome.Over, own ?? latest),
        };

        async Task<WorkflowLeaseRow?> FirstAsync(string text) =>
            await connection.QueryFirstOrDefaultAsync<WorkflowLeaseRow>(new CommandDefinition(text, parameters, cancellationToken: cancellationToken));
    }

    private void Note(WorkflowLease lease)
    {
        metrics.CountExpired();
        WorkflowLeaseLog.Expired(logger, lease.Name, lease.Epoch, lease.Holder);
    }

    private static bool IsSame(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
