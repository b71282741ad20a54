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

/// <summary>How a registration goes from one runner to the next, with real processes, step by step.</summary>
public sealed class PersistentCareTests : IAsyncLifetime, IDisposable
{
    private static readonly Pool s_pool = Some.Pool(minimumIdle: 1, maximum: 1) with { Persistent = true };

    private readonly ManualTime _time = new();
    private readonly ScriptedRunner _script = new();
    private readonly FakeGitHub _github = new();
    private readonly FakeRegistrar _registrar;
    private readonly MemoryLeaseStore _leases;
    private readonly MemoryFleetStore _store;
    private readonly ProcessDriver _driver;
    private readonly KeptRegistrations _kept;
    private RunnerCare _care;
    private Lease? _host;

    public PersistentCareTests()
    {
        _registrar = new FakeRegistrar(_github);
        _leases = new MemoryLeaseStore(_time);
        _store = new MemoryFleetStore(_leases, _time);
        var settings = new ProcessDriverSettings(_script.Distribution, _script.Runners, TestUsers.Next());
        _driver = new ProcessDriver(settings, TimeProvider.System, NullLogger<ProcessDriver>.Instance);
        _kept = new KeptRegistrations(settings);
        _care = Care(s_pool);
    }

    public async Task InitializeAsync() => _host = await _leases.LeaseAsync("host:here");

    public async Task DisposeAsync()
    {
        foreach (var name in _driver.Names())
        {
            await _driver.RemoveAsync(name, CancellationToken.None);
        }
    }

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task StepAsync_JobAfterJob_HasOneRegistrationAndAFreshProcessAndPlaceEach()
    {
        var first = await ListeningAsync();
        Assert.Equal("run --once", (await File.ReadAllTextAsync(Path.Combine(_script.Root(first.Name), "arguments"))).Trim());
        await File.WriteAllTextAsync(Path.Combine(_script.Root(first.Name), ".runner"), "what a job put there");
        await JobAsync(first);

        var second = await ListeningAsync();

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal((first.Name, first.GitHubId), (second.RegisteredAs, second.GitHubId));
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(_script.Root(second.Name), ".runner")));
        Assert.Equal((1, 0), (_github.Mints, _github.Removals));
        Assert.Equal([first.Name], _registrar.Names);
        Assert.Equal([second.Name], _driver.Names());
    }

    [Fact]
    public async Task StepAsync_ManagerEndsAfterPassingOn_KeepsTheRegistration()
    {
        var first = await ListeningAsync();
        _script.Let(first.Name, "job");
        await IsAsync(RunnerState.Busy);
        _script.Let(first.Name, "end", "0");
        await IsAsync(RunnerState.Finished);
        await _driver.RemoveAsync(first.Name, CancellationToken.None);
        _kept.Release(first.Name, _kept.Of(first.Name)!);

        _care = Care(s_pool);
        Assert.True(await StepAsync());

        Assert.Empty(await RunnersAsync());
        Assert.Equal((0, first.GitHubId), (_github.Removals, (await ListeningAsync()).GitHubId));
    }

    [Fact]
    public async Task StepAsync_GivenUpAfterPassingOn_LeavesTheRegistrationToTheNext()
    {
        var first = await ListeningAsync();
        _script.Let(first.Name, "job");
        await IsAsync(RunnerState.Busy);
        _script.Let(first.Name, "end", "0");
        await IsAsync(RunnerState.Finished);
        _kept.Release(first.Name, _kept.Of(first.Name)!);
        await EndAsync(first, giveUp: true);

        Assert.True(await StepAsync());

        Assert.Empty(_driver.Names());
        Assert.Equal((0, first.GitHubId), (_github.Removals, (await ListeningAsync()).GitHubId));
    }

    [Fact]
    public async Task StepAsync_ManagerEndsAfterTakingIt_TakesItAgain()
    {
        var first = await ListeningAsync();
        await JobAsync(first);
        var second = await WantAsync();
        Assert.NotNull(_kept.Take(second.Name, "uat", 1));

        _care = Care(s_pool);
        await IsAsync(RunnerState.Spawned);

        Assert.Equal((1, first.GitHubId), (_github.Mints, Assert.Single(await RunnersAsync()).GitHubId));
    }

    [Fact]
    public async Task StepAsync_GivenUp_EndsTheRegistrationToo()
    {
        var first = await ListeningAsync();
        await EndAsync(first, giveUp: true);
        Assert.False(await StepAsync());
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await StepAsync());

        Assert.Empty(_github.Registered);
        Assert.NotEqual(first.GitHubId, (await ListeningAsync()).GitHubId);
    }

    [Fact]
    public async Task StepAsync_ListenerEndsBeforeItListens_GetsAnotherRegistration()
    {
        var first = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        var script = Path.Combine(_script.Root(first.Name), "bin", "Runner.Listener");
        Assert.True(File.Exists(script));
        await _driver.RemoveAsync(first.Name, CancellationToken.None);
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());

        Assert.Empty(_github.Registered);
        Assert.Empty(_kept.AllFree());
        Assert.Empty(_kept.Runners());
    }

    [Fact]
    public async Task StepAsync_ListenerWasKilled_GetsAnotherRegistration()
    {
        var first = await ListeningAsync();
        _script.Let(first.Name, "job");
        await IsAsync(RunnerState.Busy);
        _script.Let(first.Name, "end", "137");
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());

        Assert.NotEqual(first.GitHubId, (await ListeningAsync()).GitHubId);
        Assert.Equal((2, 1), (_github.Mints, _github.Removals));
    }

    [Fact]
    public async Task StepAsync_HostTakenOverWhileItBegins_KeepsTheRegistrationForItsFollower()
    {
        var first = await ListeningAsync();
        await JobAsync(first);
        var second = await WantAsync();
        await _leases.ReleaseAsync("host:here", "me", CancellationToken.None);
        var follower = await _leases.LeaseAsync("host:here", "another");

        Assert.False(await StepAsync());
        Assert.Equal((0, first.GitHubId), (_github.Removals, _kept.Of(second.Name)?.Id));

        _host = follower;
        await IsAsync(RunnerState.Spawned);
        Assert.Equal(1, _github.Mints);
    }

    [Fact]
    public async Task StepAsync_GitHubKnowsItNoMore_RegistersAnew()
    {
        await JobAsync(await ListeningAsync());
        _github.Registered.Clear();

        var second = await ListeningAsync();

        Assert.Equal((2, second.Name), (_github.Mints, second.RegisteredAs));
    }

    [Fact]
    public async Task StepAsync_GitHubDoesNotAnswer_WaitsAndForgetsNothing()
    {
        await JobAsync(await ListeningAsync());
        await WantAsync();
        _github.LookFails = new GitHubError(GitHubFault.Unknown, "The answer was lost.");
        Assert.False(await StepAsync());
        Assert.False(await StepAsync());

        _github.LookFails = null;
        Assert.True(await StepAsync());
        Assert.Equal(1, _github.Mints);
    }

    [Fact]
    public async Task StepAsync_GitHubStillHasAJobOnIt_WaitsAndThenLeavesItAlone()
    {
        var first = await ListeningAsync();
        await JobAsync(first);
        var registered = _github.Registered[first.GitHubId!.Value];
        _github.Registered[registered.Id] = registered with { Busy = true };
        await WantAsync();

        Assert.False(await StepAsync());
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.True(await StepAsync());

        Assert.Equal((2, 0), (_github.Mints, _github.Removals));
        Assert.Contains(registered.Id, _github.Registered.Keys);
    }

    [Fact]
    public async Task StepAsync_LabelsChangedWhileItListens_IsRegisteredAnew()
    {
        var first = await ListeningAsync();
        _care = Care(s_pool with { Labels = ["fresh"] });

        Assert.False(await StepAsync());
        _time.Advance(TimeSpan.FromSeconds(6));
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());
        var second = await ListeningAsync();

        Assert.NotEqual(first.GitHubId, second.GitHubId);
        Assert.Equal(["fresh"], Assert.Single(_github.Registered.Values).Labels);
    }

    [Fact]
    public async Task StepAsync_LabelsChangedWhileItHasAJob_LetsTheJobEnd()
    {
        var first = await ListeningAsync();
        _script.Let(first.Name, "job");
        await IsAsync(RunnerState.Busy);
        _care = Care(s_pool with { Labels = ["fresh"] });
        Assert.False(await StepAsync());
        Assert.Equal(0, _github.Removals);

        _script.Let(first.Name, "end", "0");
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());
        Assert.Empty(_github.Registered);
    }

    [Fact]
    public async Task SweepAsync_PoolIsGone_RemovesItsFreeRegistration()
    {
        await JobAsync(await ListeningAsync());
        Assert.Single(_kept.AllFree());

        await Care(s_pool with { Name = "another" }).SweepAsync(_ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), CancellationToken.None);

        Assert.Empty(_kept.AllFree());
        Assert.Empty(_github.Registered);
    }

    [Fact]
    public async Task SweepAsync_PoolIsThere_LeavesItsRegistrationsAlone()
    {
        await JobAsync(await ListeningAsync());

        await _care.SweepAsync(_ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), CancellationToken.None);

        Assert.Single(_kept.AllFree());
        Assert.Single(_github.Registered);
    }

    [Fact]
    public async Task Keep_Files_AreForTheManagersEyesAlone()
    {
        var first = await ListeningAsync();

        var file = Path.Combine(_script.Runners, ".registrations", "used", first.Name + ".json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Path.GetDirectoryName(file))!));
        Assert.DoesNotContain("{}", _kept.Of(first.Name)!.ToString(), StringComparison.Ordinal);
    }

    private RunnerCare Care(Pool pool) => new(
        _store, _driver, _github, new Minter(_store, _github, _registrar, new FixedMark(), _time, NullLogger<Minter>.Instance),
        new PoolSource(new PoolSettings([pool]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance), _time, NullLogger<RunnerCare>.Instance, kept: _kept);

    private async Task<FleetRunner> WantAsync()
    {
        var leader = await _leases.LeaseAsync("leader");
        Assert.True(await _store.ApplyAsync(Some.Starts(new Start("uat", 1, "here", StartReason.Idle) { Scope = s_pool.Scope }), leader, CancellationToken.None));
        return Assert.Single(await RunnersAsync());
    }

    private async Task<FleetRunner> ListeningAsync()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        await IsAsync(RunnerState.Listening);
        return Assert.Single(await RunnersAsync());
    }

    private async Task JobAsync(FleetRunner runner)
    {
        _script.Let(runner.Name, "job");
        await IsAsync(RunnerState.Busy);
        _script.Let(runner.Name, "end", "0");
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());
        Assert.Empty(await RunnersAsync());
    }

    private async Task EndAsync(FleetRunner runner, bool giveUp) =>
        Assert.True(await _store.ApplyAsync(Some.Endings(new Ending(runner.Id, giveUp, EndingReason.Surplus)), await _leases.LeaseAsync("leader"), CancellationToken.None));

    private Task<IReadOnlyList<FleetRunner>> RunnersAsync() => _store.RunnersOfAsync("here", CancellationToken.None);

    private async Task<bool> StepAsync() => await _care.StepAsync(Assert.Single(await RunnersAsync()), _host!, CancellationToken.None);

    /// <summary>Steps until the runner is there; the processes take their time.</summary>
    private async Task IsAsync(RunnerState state)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (Assert.Single(await RunnersAsync()).State != state)
        {
            Assert.False(limit.IsCancellationRequested, $"still {Assert.Single(await RunnersAsync()).State}");
            if (!await StepAsync())
            {
                await Task.Delay(10);
            }
        }
    }
}
