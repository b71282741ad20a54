using Dapper;
using FamilyCart.RunnerManager.Leases;

namespace FamilyCart.RunnerManager.Fleet;

/// <content>What GitHub refuses, and where runners were registered of late.</content>
internal sealed partial class PostgresFleetStore
{
    public async Task<MintTurn> TakeMintTurnAsync(string pool, string mark, TimeSpan patience, Lease host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { pool, mark, patience, host.Name, host.Holder, host.Epoch };
        return await connection.ExecuteScalarAsync<string>(new CommandDefinition(PostgresRefusalSql.TakeTurn, parameters, cancellationToken: cancellationToken)) switch
        {
            "free" => MintTurn.Free,
            "probe" => MintTurn.Probe,
            _ => MintTurn.Wait,
        };
    }

    public async Task RefuseAsync(MintRefusal refusal, Lease host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(PostgresFleetSql.Patience, null));
        if (!await connection.ExecuteScalarAsync<bool>(Command(PostgresFleetSql.Fence, host)))
        {
            return;
        }

        var known = await connection.QueryFirstOrDefaultAsync<int?>(Command(PostgresRefusalSql.Count, new { refusal.Pool, refusal.Mark }));
        var refusals = (known ?? 0) + 1;
        var parameters = new { refusal.Pool, refusal.Mark, Fault = refusal.Fault.ToString(), refusal.Detail, refusals, pause = refusal.Pause(refusals) };
        await connection.ExecuteAsync(Command(PostgresRefusalSql.Refuse, parameters));
        await connection.ExecuteAsync(Command(PostgresFleetSql.WakeLeader, null));
        await transaction.CommitAsync(cancellationToken);

        CommandDefinition Command(string sql, object? values) => new(sql, values, transaction, cancellationToken: cancellationToken);
    }

    public async Task AllowAsync(string pool, Lease host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { pool, host.Name, host.Holder, host.Epoch };
        if (await connection.ExecuteAsync(new CommandDefinition(PostgresRefusalSql.Allow, parameters, cancellationToken: cancellationToken)) > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(PostgresFleetSql.WakeLeader, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(PostgresFleetSql.WakeHosts, cancellationToken: cancellationToken));
        }
    }

    public async Task<IReadOnlyList<KnownPool>> KnownPoolsAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<KnownPool>(new CommandDefinition(PostgresRefusalSql.KnownPools, new { age }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<IReadOnlyList<FormerRegistration>> FormerRegistrationsAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<FormerRegistration>(new CommandDefinition(PostgresRefusalSql.FormerRegistrations, new { age }, cancellationToken: cancellationToken))).AsList();
    }

    private sealed record RefusalRow(string Pool, string Fault, string Detail, int Refusals, DateTime Since, DateTime RetryAt)
    {
        public PoolRefusal ToRefusal() => new(
            Pool, Enum.TryParse<GitHub.GitHubFault>(Fault, out var fault) ? fault : GitHub.GitHubFault.Unknown, Detail, Refusals, Moment(Since), Moment(RetryAt));
    }
}
