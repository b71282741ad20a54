using Dapper;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Crashes;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.WorkflowLeases;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Storage;

/// <summary>A manager whose network is cut in the middle of a transaction: what it holds in the database is free again for others soon.</summary>
public sealed class StandstillTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime, IDisposable
{
    // Whoever waits for a lock gives up after Npgsql's 30 s.
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RunnerManagerMetrics>().AddSingleton<FleetView>().AddSingleton<LeaseMetrics>().BuildServiceProvider();
    private Task _acting = Task.CompletedTask;
    private PostgresDatabase? _database;
    private NpgsqlDataSource? _owner;
    private NpgsqlDataSource? _near;
    private NpgsqlDataSource? _far;
    private TcpProxy? _network;

    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _owner = NpgsqlDataSource.Create(_database.OwnerConnectionString);
        _near = NpgsqlDataSource.Create(_database.RuntimeConnectionString);
        var address = new NpgsqlConnectionStringBuilder(_database.RuntimeConnectionString);
        _network = new TcpProxy(address.Port);
        // It never learns that it was cut off, or it would break the connection itself.
        (address.Port, address.CommandTimeout) = (_network.Port, 0);
        _far = NpgsqlDataSource.Create(address);
    }

    public async Task DisposeAsync()
    {
        await _network!.DisposeAsync();
        await _acting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _far!.DisposeAsync();
        await _near!.DisposeAsync();
        await _owner!.DisposeAsync();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task ApplyAsync_CutInTheMiddle_LetsTheLeasePassOnAndChangesNothing()
    {
        var leader = await new PostgresLeaseStore(_near!).LeaseAsync("leader", "cut off");

        await CutWhileItWaitsAsync("runner", () => new PostgresFleetStore(_far!).ApplyAsync(Some.Starts(new Start("uat", 1, "here", StartReason.Job)), leader, CancellationToken.None));

        await PassesOnAsync("leader");
        Assert.Equal(0, await Database.AskAsync<long>(_database!.RuntimeConnectionString, "select count(*) from runner"));
    }

    [Fact]
    public async Task RefuseAsync_CutInTheMiddle_LetsTheLeasePassOnAndChangesNothing()
    {
        var host = await new PostgresLeaseStore(_near!).LeaseAsync("host:here", "cut off");

        await CutWhileItWaitsAsync(
            "pool_refusal",
            () => new PostgresFleetStore(_far!).RefuseAsync(new MintRefusal("uat", "mark", GitHubFault.Forbidden, "It is so.", s_long, s_long, s_long), host, CancellationToken.None));

        await PassesOnAsync("host:here");
        Assert.Equal(0, await Database.AskAsync<long>(_database!.RuntimeConnectionString, "select count(*) from pool_refusal"));
    }

    [Fact]
    public async Task TakeAsync_CutInTheMiddle_LeavesTheNameToOthers()
    {
        await CutWhileItWaitsAsync("workflow_lease", () => Leases(_far!).TakeAsync(Claim("cut off"), CancellationToken.None));

        var taken = await Leases(_near!).TakeAsync(Claim("another"), CancellationToken.None);

        Assert.Equal((LeaseOutcome.Taken, "another"), (taken.Outcome, taken.Lease!.Holder));
    }

    /// <summary>Lets something wait for a table, cuts its network, and gives it the table: the server is done, and hears no more.</summary>
    private async Task CutWhileItWaitsAsync(string table, Func<Task> act)
    {
        await using var connection = await _owner!.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync($"lock table {table} in exclusive mode", transaction: transaction);
        _acting = act();
        await Eventually.IsAsync(
            () => Database.AskAsync<long>(_database!.OwnerConnectionString, $"select count(*) from pg_locks where not granted and relation = '{table}'::regclass and database = (select oid from pg_database where datname = current_database())").GetAwaiter().GetResult(),
            count => count == 1);
        _network!.Cut();
        await transaction.CommitAsync();
    }

    private async Task PassesOnAsync(string name)
    {
        var leases = new PostgresLeaseStore(_near!);
        await leases.ReleaseAsync(name, "cut off", CancellationToken.None);
        Assert.Equal("another", (await leases.TakeAsync(name, "another", s_long, CancellationToken.None)).Holder);
    }

    private WorkflowLeaseStore Leases(NpgsqlDataSource source) =>
        new(source, new LeaseSettings(s_long, s_long, LeaseNames.Default, 100), _services.GetRequiredService<LeaseMetrics>(), NullLogger<WorkflowLeaseStore>.Instance);

    private static LeaseClaim Claim(string holder) => new("production", holder, LeaseIds.Hash(holder), s_long, null, null, "workflows");
}
