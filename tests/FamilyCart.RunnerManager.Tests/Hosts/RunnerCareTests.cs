using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Hosts;

/// <summary>The life of a runner with real processes, step by step.</summary>
public sealed partial class RunnerCareTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedRunner _script = new();
    private readonly FakeGitHub _github = new();
    private readonly MemoryLeaseStore _leases;
    private readonly MemoryFleetStore _store;
    private readonly ProcessDriver _driver;
    private readonly PoolSource _pools;
    private Lease? _host;

    public RunnerCareTests()
    {
        _leases = new MemoryLeaseStore(_time);
        _store = new MemoryFleetStore(_leases, _time);
        _driver = new ProcessDriver(new ProcessDriverSettings(_script.Distribution, _script.Runners, TestUsers.Next()), TimeProvider.System, NullLogger<ProcessDriver>.Instance);
        _pools = new PoolSource(new PoolSettings([Some.Pool()]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
    }

    public async Task InitializeAsync() => _host = await _leases.LeaseAsync("host:here");

    public async Task DisposeAsync()
    {
        foreach (var name in _driver.Names())
        {
            await _driver.RemoveAsync(name, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        _script.Dispose();
        _pools.Dispose();
    }

    [Fact]
    public async Task StepAsync_OneJob_GoesThroughItsWholeLifeAndLeavesNothing()
    {
        var name = (await WantAsync()).Name;

        await IsAsync(RunnerState.Spawned);
        Assert.Equal(name, Assert.Single(_github.Registered.Values).Name);
        _script.Let(name, "listen");
        await IsAsync(RunnerState.Listening);
        _script.Let(name, "job");
        await IsAsync(RunnerState.Busy);
        _script.Let(name, "end", "0");
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());

        Assert.Empty(await RunnersAsync());
        Assert.Empty(_github.Registered);
        Assert.Empty(_driver.Names());
    }

    [Fact]
    public async Task StepAsync_ManagerKilledAtAnyStep_IsTakenUpByTheNext()
    {
        var name = (await WantAsync()).Name;
        await IsAsync(RunnerState.Spawned);
        _script.Let(name, "listen");
        _script.Let(name, "job");

        // Nothing is shared with the first but the store and the machine.
        await IsAsync(RunnerState.Busy, Care());
        _script.Let(name, "end", "0");
        await IsAsync(RunnerState.Finished, Care());
    }

    [Fact]
    public async Task StepAsync_KilledBetweenMintAndStart_IsFinishedWithItsRegistrationRemoved()
    {
        var runner = await WantAsync();
        Assert.True((await _github.MintAsync(Some.Pool().Scope, runner.Name, [], null, CancellationToken.None)).Try(out var minted, out _));
        await _store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Minted, GitHubId: minted.Runner.Id), _host!, CancellationToken.None);

        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());

        Assert.Empty(await RunnersAsync());
        Assert.Empty(_github.Registered);
    }

    [Fact]
    public async Task StepAsync_HostTakenOverWhileMinting_LeavesNoRegistration()
    {
        await WantAsync();
        await _leases.ReleaseAsync("host:here", "me", CancellationToken.None);
        await _leases.LeaseAsync("host:here", "another");

        Assert.False(await StepAsync());

        Assert.Empty(_github.Registered);
        Assert.Empty(_driver.Names());
        Assert.Equal(RunnerState.Wanted, Assert.Single(await RunnersAsync()).State);
    }

    [Fact]
    public async Task StepAsync_GitHubRefusesToMint_StaysWantedAndTriesAgain()
    {
        await WantAsync();
        _github.MintFails = new GitHubError(GitHubFault.Limited, "The limit is reached.");
        Assert.False(await StepAsync());
        Assert.Equal(RunnerState.Wanted, Assert.Single(await RunnersAsync()).State);

        _github.MintFails = null;
        Assert.False(await StepAsync());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task StepAsync_GitHubTakesItsVersionNoLonger_HoldsTheNextBackWithoutARegistration()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "end", "7");
        _script.Let(runner.Name, "listen");
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());

        await WantAsync();

        Assert.False(await StepAsync());
        Assert.Empty(_github.Registered);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task StepAsync_HostCannotStartIt_RegistersNothingAndStartsOnceItCan()
    {
        await WantAsync();
        var care = Care(driver: new ProcessDriver(Some.DriverSettings(null, _script.Runners, TestUsers.Next()), TimeProvider.System, NullLogger<ProcessDriver>.Instance));
        var since = Assert.Single(await RunnersAsync()).StateSince;
        Assert.False(await StepAsync(care));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await StepAsync(care));

        Assert.Empty(_github.Registered);
        // Said once: its deadline runs on.
        Assert.Equal((RunnerState.Wanted, since), (Assert.Single(await RunnersAsync()).State, Assert.Single(await RunnersAsync()).StateSince));
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task StepAsync_PoolIsNotConfiguredAnyMore_RemovesTheRegistrationWhereItWasMade()
    {
        var runner = await WantAsync(Some.Pool().Scope);
        await IsAsync(RunnerState.Spawned);
        using var none = new PoolSource(new PoolSettings([]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
        await EndAsync(runner, giveUp: true);
        var care = Care(none);

        Assert.False(await StepAsync(care));
        Assert.Empty(_github.Registered);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await StepAsync(care));
        Assert.Empty(_driver.Names());
    }

    [Fact]
    public async Task SweepAsync_RunnerBecomesKnownMeanwhile_IsLeftAlone()
    {
        Assert.Null(await _driver.StartAsync("uat-9-abcdefgh", Some.Pool(), new Dictionary<string, byte[]>(), CancellationToken.None));
        _script.Let("uat-9-abcdefgh", "listen");
        _script.Let("uat-9-abcdefgh", "end", "0");
        await Eventually.IsAsync(() => _driver.Look("uat-9-abcdefgh"), seen => !seen.Runs);

        await Care().SweepAsync(_ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string> { "uat-9-abcdefgh" }), CancellationToken.None);

        Assert.Equal(["uat-9-abcdefgh"], _driver.Names());
    }

    private async Task<FleetRunner> HangingAsync()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        _script.Let(runner.Name, "job");
        await IsAsync(RunnerState.Busy);
        Assert.True(await _store.ApplyAsync(Some.Endings(new Ending(runner.Id, GiveUp: true, EndingReason.Overtime)), await _leases.LeaseAsync("leader"), CancellationToken.None));
        return runner;
    }

    [Fact]
    public async Task SweepAsync_FolderThatTheFleetDoesNotKnow_GoesOnceNothingRunsInIt()
    {
        Assert.Null(await _driver.StartAsync("stray-1-abcdefgh", Some.Pool(), new Dictionary<string, byte[]>(), CancellationToken.None));
        _script.Let("stray-1-abcdefgh", "listen");
        var care = Care();

        await care.SweepAsync(_ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), CancellationToken.None);
        Assert.True(_driver.Look("stray-1-abcdefgh").Runs);
        _script.Let("stray-1-abcdefgh", "end", "0");
        await Eventually.IsAsync(() => _driver.Look("stray-1-abcdefgh"), seen => !seen.Runs);
        await care.SweepAsync(_ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), CancellationToken.None);

        Assert.Empty(_driver.Names());
    }

    private RunnerCare? _care;

    private RunnerCare Care(PoolSource? pools = null, ProcessDriver? driver = null) => new(
        _store, driver ?? _driver, _github, new Minter(_store, _github, new FakeRegistrar(_github), new FixedMark(), _time, NullLogger<Minter>.Instance), pools ?? _pools, _time, NullLogger<RunnerCare>.Instance);

    private async Task<FleetRunner> WantAsync(GitHubScope? scope = null)
    {
        var leader = await _leases.LeaseAsync("leader");
        Assert.True(await _store.ApplyAsync(Some.Starts(new Start("uat", 1, "here", StartReason.Job) { Scope = scope }), leader, CancellationToken.None));
        return Assert.Single(await RunnersAsync());
    }

    private async Task EndAsync(FleetRunner runner, bool giveUp) =>
        Assert.True(await _store.ApplyAsync(Some.Endings(new Ending(runner.Id, giveUp, EndingReason.Surplus)), await _leases.LeaseAsync("leader"), CancellationToken.None));

    private Task<IReadOnlyList<FleetRunner>> RunnersAsync() => _store.RunnersOfAsync("here", CancellationToken.None);

    private async Task<bool> StepAsync(RunnerCare? care = null) => await (care ?? (_care ??= Care())).StepAsync(Assert.Single(await RunnersAsync()), _host!, CancellationToken.None);

    /// <summary>Steps until the runner is there; the processes take their time.</summary>
    private async Task IsAsync(RunnerState state, RunnerCare? care = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (Assert.Single(await RunnersAsync()).State != state)
        {
            Assert.False(limit.IsCancellationRequested, $"still {Assert.Single(await RunnersAsync()).State}");
            if (!await StepAsync(care))
            {
                await Task.Delay(10);
            }
        }
    }
}
