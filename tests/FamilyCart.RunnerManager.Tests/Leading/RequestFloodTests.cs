using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Leading;

/// <summary>Requests that hold every connection they can get, since a table that they read is locked.</summary>
[Collection(AloneTests.Name)]
public sealed class RequestFloodTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Requests = 60;
    private const int Connections = 20;

    // By its clock three times as long as the lease lasts without being renewed.
    private const string LeaseOutlivedItself = "select exists (select from lease where name = @name and holder = @holder and epoch = @epoch and expires_at > @since + interval '12 s')";

    [Fact]
    public async Task Manager_RequestsHoldAllConnections_KeepsItsLeasesDecidesAndStartsARunner()
    {
        await using var fleet = await LivingFleet.StartAsync(postgres);
        // No request gives up by itself.
        var database = fleet.Database with { RuntimeConnectionString = fleet.Database.RuntimeConnectionString + ";Command Timeout=300" };
        await using var manager = await RunningManager.StartAsync(
            database, [.. fleet.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. Workflow.Settings, "--Pools:uat:MinimumIdle=0", "--Plan:Idle=00:30:00"]);
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await UntilAsync(source, "select count(*) = 2 from lease where name in ('leader', 'host:here') and expires_at > now()");
        var (leader, leaderEpoch) = await LeaseAsync(source, "leader");
        var (host, hostEpoch) = await LeaseAsync(source, "host:here");

        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var locking = new NpgsqlCommand("lock table workflow_lease in access exclusive mode", connection);
        await locking.ExecuteNonQueryAsync();
        var requests = Enumerable.Range(0, Requests).Select(_ => manager.CallAsync(HttpMethod.Get, "/api/leases/production")).ToList();
        // And one more by a connection that no request can take: what has expired is looked for.
        await UntilAsync(source, $"select count(*) > {Connections} from pg_locks where not granted and relation = 'workflow_lease'::regclass and database = (select oid from pg_database where datname = current_database())");
        var since = (DateTime)(await ScalarAsync(source, "select now()"))!;

        await ScalarAsync(source, """
            insert into workflow_job (id, repository, run_id, run_attempt, name, workflow_name, head_branch, status, labels, created_at, queued_since)
            values (1, 'family/cart', 1, 1, 'build', 'ci', 'main', 'queued', '{self-hosted,uat}', now(), now())
            """);
        await UntilAsync(source, "select count(*) = 1 from runner where pool = 'uat' and state = 'listening'");
        await UntilAsync(source, LeaseOutlivedItself, ("name", "leader"), ("holder", leader), ("epoch", leaderEpoch), ("since", since));
        await UntilAsync(source, LeaseOutlivedItself, ("name", "host:here"), ("holder", host), ("epoch", hostEpoch), ("since", since));
        var unanswered = requests.Count(request => !request.IsCompleted);
        await transaction.RollbackAsync();
        await Task.WhenAll(requests);

        Assert.InRange(unanswered, Connections, Requests);
    }

    private static async Task<(string Holder, long Epoch)> LeaseAsync(NpgsqlDataSource source, string name)
    {
        await using var command = source.CreateCommand("select holder, epoch from lease where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetString(0), reader.GetInt64(1));
    }

    private static async Task UntilAsync(NpgsqlDataSource source, string sql, params (string Name, object Value)[] parameters) =>
        await Eventually.IsAsync(async () => (bool)(await ScalarAsync(source, sql, parameters))!, holds => holds);

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value));
        }

        return await command.ExecuteScalarAsync();
    }
}
