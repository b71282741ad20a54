using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Registrations;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Registrations;

/// <summary>What is left at the emulator, and who removes it.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private const string Orphan = "uat-1-abcdefgh";
    private const string Foreign = "someone-elses";

    private readonly RegistrationSettings _settings = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
    private EmulatedClient? _client;
    private MemoryLeaseStore? _leases;
    private MemoryFleetStore? _store;
    private PoolSource? _pools;
    private RegistrationSweep? _sweep;

    private EmulatedClient Client => _client!;

    public async Task InitializeAsync()
    {
        _client = await EmulatedClient.StartAsync([Some.Repository], []);
        _leases = new MemoryLeaseStore(Client.Time);
        _store = new MemoryFleetStore(_leases, Client.Time);
        _pools = Pools(Some.Pool());
        _sweep = Sweep(_pools);
    }

    public async Task DisposeAsync()
    {
        _pools!.Dispose();
        await Client.DisposeAsync();
    }

    [Fact]
    public async Task Sweep_NobodysRegistration_GoesAfterTenMinutesAndNoOther()
    {
        await RegisterAsync(Orphan);
        await RegisterAsync(Foreign);
        await RegisterAsync("other-1-abcdefgh");
        var own = await StartAsync();
        await RegisterAsync(own.Name);

        await _sweep!.SweepAsync(default);
        await LaterAsync(9);
        Assert.Equal(4, Names().Count);
        await RegisterAsync("uat-2-justmade");
        await LaterAsync(1);

        Assert.Equal([Foreign, "other-1-abcdefgh", own.Name, "uat-2-justmade"], Names());
        Assert.Contains(Client.Logs.Lines, line => line.Event == 3360 && line.Text.Contains(Orphan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_RunnerThatIsGoneInTheStore_IsRemovedAtGitHub()
    {
        var runner = await StartAsync();
        await RegisterAsync(runner.Name);
        Assert.True(await _store!.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Gone), await _leases!.LeaseAsync("host:here"), default));

        await _sweep!.SweepAsync(default);
        await LaterAsync(10);

        Assert.Empty(Names());
    }

    [Fact]
    public async Task Sweep_RegistrationThatStaysAndItsRunnerIsGone_IsKeptForTheNextForAWhile()
    {
        await GoneAsync("uat-1-bcdefghj");

        await _sweep!.SweepAsync(default);
        await LaterAsync(9);
        await LaterAsync(9);
        Assert.Equal(["uat-1-bcdefghj"], Names());
        await LaterAsync(10);

        Assert.Empty(Names());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_RegistrationThatStaysOfAPersistentPool_IsKeptUntilItsSlotHasAnother(bool drained)
    {
        using var pools = Pools(Some.Pool() with { Persistent = true });
        var sweep = Sweep(pools);
        await GoneAsync("uat-1-bcdefghj");
        await GoneAsync("uat-2-bcdefghj", slot: 2);
        if (drained)
        {
            Assert.True(await _store!.OperateAsync(new OperatorAction("ann", OperatorVerb.Drain, DrainTarget.Pool, "uat", null), default));
        }

        // No runner comes for long: its version is refused, or its host is away.
        for (var look = 0; look < 3; look++)
        {
            await sweep.SweepAsync(default);
            Client.Time.Advance(TimeSpan.FromHours(5));
        }

        Assert.Equal(["uat-1-bcdefghj", "uat-2-bcdefghj"], Names());
        await GoneAsync("uat-1-cdefghjk");
        await HasAsync("uat-2-cdefghjk", slot: 2);
        for (var look = 0; look < 3; look++)
        {
            await sweep.SweepAsync(default);
            Client.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(["uat-1-cdefghjk", "uat-2-cdefghjk"], Names());
    }

    [Fact]
    public async Task Sweep_RegistrationThatStaysOfASlotThatThePoolHasNoMore_GoesAfterAWhile()
    {
        using var pools = Pools(Some.Pool(maximum: 1) with { Persistent = true });
        var sweep = Sweep(pools);
        await GoneAsync("uat-1-bcdefghj");
        await GoneAsync("uat-2-bcdefghj", slot: 2);

        for (var look = 0; look < 4; look++)
        {
            await sweep.SweepAsync(default);
            Client.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(["uat-1-bcdefghj"], Names());
    }

    private async Task GoneAsync(string registration, int slot = 1)
    {
        var runner = await HasAsync(registration, slot);
        Assert.True(await _store!.AdvanceAsync(new RunnerStep(runner, RunnerState.Minted, RunnerState.Gone), await _leases!.LeaseAsync("host:here"), default));
    }

    private async Task<long> HasAsync(string registration, int slot)
    {
        var runner = await StartAsync(slot);
        await RegisterAsync(registration);
        var step = new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Minted, GitHubId: 1) { Registration = registration };
        Assert.True(await _store!.AdvanceAsync(step, await _leases!.LeaseAsync("host:here"), default));
        return runner.Id;
    }

    [Fact]
    public async Task Sweep_GitHubSaysThatItHasAJob_IsLeftAlone()
    {
        await RegisterAsync(Orphan);
        await _sweep!.SweepAsync(default);
        Client.Time.Advance(TimeSpan.FromMinutes(10));
        Client.Control.Add(new Fault(FaultKind.Status, "DELETE", Status: 422, Message: "Bad request - Runner is still running a job"));

        await _sweep.SweepAsync(default);

        Assert.Equal([Orphan], Names());
        Assert.Contains(Client.Logs.Lines, line => line.Event == 3361);
    }

    [Fact]
    public async Task Sweep_AnswerOfTheRemovalIsLost_IsResolvedByLooking()
    {
        await RegisterAsync(Orphan);
        await _sweep!.SweepAsync(default);
        Client.Time.Advance(TimeSpan.FromMinutes(10));
        Client.Control.Add(new Fault(FaultKind.LostResponse, "DELETE"));

        await _sweep.SweepAsync(default);

        Assert.Empty(Names());
        Assert.Contains(Client.Logs.Lines, line => line.Event == 3360);
    }

    [Fact]
    public async Task Sweep_PoolIsNotConfiguredAnyMore_IsRemovedWhereItWas()
    {
        var runner = await StartAsync();
        await RegisterAsync(runner.Name);
        Assert.True(await _store!.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Gone), await _leases!.LeaseAsync("host:here"), default));
        using var none = Pools();
        var sweep = Sweep(none);

        await sweep.SweepAsync(default);
        Client.Time.Advance(TimeSpan.FromMinutes(10));
        await sweep.SweepAsync(default);

        Assert.Empty(Names());
    }

    [Fact]
    public async Task Sweep_NewLeader_BeginsToLookAnew()
    {
        await RegisterAsync(Orphan);
        await _sweep!.SweepAsync(default);
        _sweep.Forget();

        await LaterAsync(10);

        Assert.Equal([Orphan], Names());
    }

    [Fact]
    public async Task End_HostGoneForLong_EndsItsRunnersAndTheFolderGoesWhenItReturns()
    {
        var runner = await StartAsync();
        await RegisterAsync(runner.Name);
        using var script = new ScriptedRunner();
        var driver = new ProcessDriver(new ProcessDriverSettings(script.Distribution, script.Runners, TestUsers.Next()), TimeProvider.System, NullLogger<ProcessDriver>.Instance);
        Assert.Null(await driver.StartAsync(runner.Name, Some.Pool(), new Dictionary<string, byte[]>(), default));
        script.Let(runner.Name, "listen");
        script.Let(runner.Name, "end", "0");
        await Eventually.IsAsync(() => driver.Look(runner.Name), seen => !seen.Runs);
        await _leases!.LeaseAsync("host:here", duration: TimeSpan.Zero);
        await GiveUpAsync(runner);

        Client.Time.Advance(TimeSpan.FromMinutes(9));
        await EndAsync();
        Assert.Single((await _store!.LoadAsync([], default)).Runners);
        Client.Time.Advance(TimeSpan.FromMinutes(1));
        await EndAsync();

        Assert.Empty((await _store.LoadAsync([], default)).Runners);
        Assert.Empty(Names());
        var care = new RunnerCare(
            _store, driver, Client.GitHub, new Minter(_store, Client.GitHub, new FakeRegistrar(Client.GitHub), new FixedMark(), Client.Time, NullLogger<Minter>.Instance), _pools!, Client.Time, NullLogger<RunnerCare>.Instance);
        await care.SweepAsync(_ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), default);
        Assert.Empty(driver.Names());
    }

    [Fact]
    public async Task End_RunnerOfALostHostHasAJob_IsLeftUntilItIsOver()
    {
        var runner = await StartAsync();
        await RegisterAsync(runner.Name);
        await GiveUpAsync(runner);
        await _leases!.LeaseAsync("host:here", duration: TimeSpan.Zero);
        Client.Time.Advance(TimeSpan.FromMinutes(10));
        var busy = Client.Control.Add(new Fault(FaultKind.Status, "DELETE", Status: 422, Message: "Bad request - Runner is still running a job"));

        await EndAsync();
        Assert.Single((await _store!.LoadAsync([], default)).Runners);
        Client.Control.RemoveFault(busy);
        await EndAsync();

        Assert.Empty((await _store.LoadAsync([], default)).Runners);
    }

    [Fact]
    public async Task End_FormerLeader_ChangesNothing()
    {
        var runner = await StartAsync();
        await GiveUpAsync(runner);
        await _leases!.LeaseAsync("host:here", duration: TimeSpan.Zero);
        Client.Time.Advance(TimeSpan.FromMinutes(10));
        var former = await _leases!.LeaseAsync("leader");
        await _leases!.ReleaseAsync("leader", "me", default);
        await _leases!.LeaseAsync("leader", "another");

        await Lost().EndAsync(former, default);

        Assert.Single((await _store!.LoadAsync([], default)).Runners);
    }

    private RegistrationSweep Sweep(PoolSource pools) => new(
        Client.GitHub,
        _store!,
        pools,
        _settings,
        new RegistrationMetrics(new RunnerManagerMetrics(Client.Get<System.Diagnostics.Metrics.IMeterFactory>())),
        Client.Time,
        Client.Logger<RegistrationSweep>());

    private LostRunners Lost() => new(Client.GitHub, _store!, _pools!, _settings, Client.Logger<LostRunners>());

    private async Task EndAsync() => await Lost().EndAsync(await _leases!.LeaseAsync("leader"), default);

    private Task LaterAsync(int minutes)
    {
        Client.Time.Advance(TimeSpan.FromMinutes(minutes));
        return _sweep!.SweepAsync(default);
    }

    private async Task<FleetRunner> StartAsync(int slot = 1)
    {
        await _leases!.LeaseAsync("host:here");
        Assert.True(await _store!.ApplyAsync(
            Some.Starts(new Start("uat", slot, "here", StartReason.Job) { Scope = Some.Pool().Scope }), await _leases!.LeaseAsync("leader"), default));
        return Assert.Single(await _store.RunnersOfAsync("here", default), runner => runner.Slot == slot);
    }

    private async Task GiveUpAsync(FleetRunner runner) => Assert.True(await _store!.ApplyAsync(
        Some.Endings(new Ending(runner.Id, GiveUp: true, EndingReason.HostLost)), await _leases!.LeaseAsync("leader"), default));

    private async Task RegisterAsync(string name) => Assert.Null((await Client.GitHub.MintAsync(Some.Pool().Scope, name, ["self-hosted"], null, default)).Error);

    private List<string> Names() => [.. Client.Control.Runners.Select(runner => runner.Name)];

    private static PoolSource Pools(params Pool[] pools) => new(new PoolSettings(pools), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
}
