using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.Usage;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Usage;

public sealed class UsageTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedUse _source = new();
    private readonly UsageBoard _board = new();
    private readonly PoolSource _pools = new(
        new PoolSettings([Some.Pool() with { Limits = new RunnerLimits(1000, 2) }]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
    private readonly MemoryLeaseStore _leases;
    private readonly MemoryFleetStore _store;
    private readonly UsageSampler _sampler;

    public UsageTests()
    {
        _leases = new MemoryLeaseStore(_time);
        _store = new MemoryFleetStore(_leases, _time);
        _sampler = new UsageSampler(UsageSettings.Default, new HostSettings("here", true), _store, _pools, _source, _board, _time, NullLogger<UsageSampler>.Instance);
    }

    public void Dispose()
    {
        _sampler.Dispose();
        _pools.Dispose();
    }

    [Fact]
    public async Task SampleAsync_TwoLooks_TellsSharesOfTheLimits()
    {
        await RunningAsync();
        _source.Use = new ControlGroupUse(10, 250, 300, 1000, 0, 5, 0);
        await _sampler.SampleAsync(CancellationToken.None);
        Assert.Equal(new RunnerUse("uat", 1, null, 25, 0), Assert.Single(_board.Current));

        _time.Advance(TimeSpan.FromSeconds(10));
        _source.Use = _source.Use with { ProcessorSeconds = 20 };
        await _sampler.SampleAsync(CancellationToken.None);

        // Ten seconds of one processor in ten seconds, of two.
        Assert.Equal(50, Assert.Single(_board.Current).Processors);
    }

    [Fact]
    public async Task SampleAsync_Disk_IsWalkedRarely()
    {
        await RunningAsync();
        for (var look = 0; look < 8; look++)
        {
            await _sampler.SampleAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(2, _source.Walks);
    }

    [Fact]
    public async Task SampleAsync_MachineThatCountsNothing_TellsNothing()
    {
        await RunningAsync();
        _source.Disk = null;

        await _sampler.SampleAsync(CancellationToken.None);

        Assert.Equal(new RunnerUse("uat", 1, null, null, null), Assert.Single(_board.Current));
    }

    [Fact]
    public async Task SampleAsync_MachineDoesNotAnswer_TellsNothingUntilItDoes()
    {
        await RunningAsync();
        _source.IsAway = true;
        await _sampler.SampleAsync(CancellationToken.None);
        Assert.Equal(new RunnerUse("uat", 1, null, null, 0), Assert.Single(_board.Current));

        (_source.IsAway, _source.Use) = (false, new ControlGroupUse(10, 250, 300, 1000, 0, 5, 0));
        await _sampler.SampleAsync(CancellationToken.None);

        Assert.Equal(new RunnerUse("uat", 1, null, 25, 0), Assert.Single(_board.Current));
    }

    [Fact]
    public async Task SampleAsync_RunnersOfOtherHosts_AreNotTold()
    {
        await RunningAsync("there");

        await _sampler.SampleAsync(CancellationToken.None);

        Assert.Empty(_board.Current);
    }

    [Theory]
    [InlineData(null, 5.0, 1, null)]
    [InlineData(5.0, 4.0, 1, null)]
    [InlineData(5.0, 6.0, 0, null)]
    [InlineData(5.0, 6.0, 2, 50.0)]
    public void Processors_AnyPairOfCounts_IsAShareOrUnknown(double? before, double? now, int seconds, double? expected) =>
        Assert.Equal(expected, UsageRules.Processors(before, now, TimeSpan.FromSeconds(seconds), 1));

    [Fact]
    public async Task DiskBytes_LinksAndDepths_CountsOnlyItsOwnFiles()
    {
        using var script = new ScriptedRunner();
        var root = Directory.CreateDirectory(script.Root("uat-1-x")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(root, "one"), new byte[1000]);
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(root, "a", "b")).FullName, "two"), new byte[500]);
        File.CreateSymbolicLink(Path.Combine(root, "usr"), "/usr");
        File.CreateSymbolicLink(Path.Combine(root, "file"), "/bin/sh");

        var usage = new ProcessUsage(new ProcessDriverSettings(null, script.Runners, 1));

        Assert.Equal(1500, await usage.DiskBytesAsync("uat-1-x", CancellationToken.None));
        Assert.Null(await usage.DiskBytesAsync("uat-2-x", CancellationToken.None));
    }

    private async Task RunningAsync(string host = "here")
    {
        await _store.ApplyAsync(Some.Starts(new Start("uat", 1, host, StartReason.Idle)), await _leases.LeaseAsync("leader"), CancellationToken.None);
        var runner = Assert.Single(await _store.RunnersOfAsync(host, CancellationToken.None));
        await _store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Listening), await _leases.LeaseAsync($"host:{host}"), CancellationToken.None);
    }

    private sealed class ScriptedUse : IUsageSource
    {
        public ControlGroupUse? Use { get; set; }

        public bool IsAway { get; set; }

        public long? Disk { get; set; } = 0;

        public int Walks { get; private set; }

        public ValueTask<ControlGroupUse?> ReadAsync(string name, CancellationToken cancellationToken) =>
            IsAway ? throw new IOException("nobody answers") : ValueTask.FromResult(Use);

        public ValueTask<ControlGroupUse?> LastAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, cancellationToken);

        public ValueTask<long?> DiskBytesAsync(string name, CancellationToken cancellationToken)
        {
            Walks++;
            return ValueTask.FromResult(Disk);
        }
    }
}
