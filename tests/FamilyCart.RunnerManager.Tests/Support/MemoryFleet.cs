using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A fleet in memory, whose time a test moves and whose machine does what a test says.</summary>
internal sealed class MemoryFleet : IDisposable
{
    private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=9;Username=nobody;Database=none");

    public MemoryFleet(params Pool[] pools)
    {
        Leases = new MemoryLeaseStore(Time);
        Store = new MemoryFleetStore(Leases, Time);
        Pools = new PoolSource(new PoolSettings(pools), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
        // It hears of nothing but what this process tells itself.
        Signal = new FleetSignal(_nowhere, Time, NullLogger<FleetSignal>.Instance);
        Care = new RunnerCare(Store, Driver, GitHub, new Minter(Store, GitHub, new FakeRegistrar(GitHub), new FixedMark(), Time, NullLogger<Minter>.Instance), Pools, Time, NullLogger<RunnerCare>.Instance);
    }

    public ManualTime Time { get; } = new();

    public FakeGitHub GitHub { get; } = new();

    public ScriptedDriver Driver { get; } = new();

    public MemoryLeaseStore Leases { get; }

    public MemoryFleetStore Store { get; }

    public PoolSource Pools { get; }

    public FleetSignal Signal { get; }

    public RunnerCare Care { get; }

    /// <summary>Decides one more runner, as a leader would that leads for this moment alone.</summary>
    public async Task<FleetRunner> WantAsync(string pool, int slot, string host)
    {
        var leader = await Leases.LeaseAsync("leader", "the test");
        Assert.True(await Store.ApplyAsync(Some.Starts(new Start(pool, slot, host, StartReason.Job)), leader, CancellationToken.None));
        await Leases.ReleaseAsync("leader", "the test", CancellationToken.None);
        return (await Store.RunnersOfAsync(host, CancellationToken.None)).Single(runner => (runner.Pool, runner.Slot) == (pool, slot));
    }

    public RunnerState? StateOf(FleetRunner runner) => Store.RunnersOfAsync(runner.Host, CancellationToken.None).GetAwaiter().GetResult().FirstOrDefault(one => one.Id == runner.Id)?.State;

    public void Dispose()
    {
        Signal.Dispose();
        Pools.Dispose();
        _nowhere.Dispose();
    }
}
