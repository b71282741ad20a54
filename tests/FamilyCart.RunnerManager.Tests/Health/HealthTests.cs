using System.Net;
using System.Net.Sockets;
using System.Globalization;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Tests.Drivers;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Health;

public sealed class HealthTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(5);

    [Fact]
    public void Of_EveryDisagreement_IsFound()
    {
        var runners = new[]
        {
            Some.Runner(1, RunnerState.Listening), Some.Runner(2, RunnerState.Listening), Some.Runner(3, RunnerState.Listening), Some.Runner(4, RunnerState.Listening),
            Some.Runner(5, RunnerState.Spawned), Some.Runner(6, RunnerState.Busy), Some.Runner(7, RunnerState.Listening, retiring: true),
        };
        var registrations = new[]
        {
            new GitHubRunner(1001, runners[0].Name, true, false, []), new GitHubRunner(1002, runners[1].Name, false, false, []), new GitHubRunner(1003, runners[2].Name, false, true, []),
        };

        // Offline, and unknown. Online and busy ones, and those that nobody counts on, are not.
        Assert.Equal([2L, 4L], PhantomRules.Of(runners, registrations).Order());
    }

    [Fact]
    public void Of_RunnerWithAnOlderRegistration_IsKnownByThat()
    {
        var runner = Some.Runner(1, RunnerState.Listening) with { Registration = "uat-1-former" };

        Assert.Empty(PhantomRules.Of([runner], [new GitHubRunner(1001, "uat-1-former", true, false, [])]));
        Assert.Equal([1L], PhantomRules.Of([runner], [new GitHubRunner(1001, runner.Name, true, false, [])]));
    }

    [Fact]
    public void Plan_PhantomThatLasts_IsReplacedInGoodOrder()
    {
        var phantom = Some.Runner(1, RunnerState.Listening, s_long) with { PhantomSince = Some.Now - TimeSpan.FromMinutes(1), PhantomToldAt = Some.Now };

        var plan = FleetPlanner.Plan(Some.Fleet([Some.Pool(minimumIdle: 1)], runners: [phantom]), PlanSettings.Default);

        Assert.Equal(new Ending(1, GiveUp: false, EndingReason.Phantom), Assert.Single(plan.Endings));
        Assert.Equal(2, Assert.Single(plan.Starts).Slot);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(22)]
    public void Plan_PhantomByOneAnswerOrSeveralAtOnce_IsNotReplacedHoweverLongItLasts(int seconds)
    {
        var since = Some.Now - TimeSpan.FromHours(1);
        var phantom = Some.Runner(1, RunnerState.Listening, TimeSpan.FromHours(2)) with { PhantomSince = since, PhantomToldAt = since + TimeSpan.FromSeconds(seconds) };

        Assert.True(FleetPlanner.Plan(Some.Fleet([Some.Pool(minimumIdle: 1)], runners: [phantom]), PlanSettings.Default).ChangesNothing);
    }

    [Fact]
    public void Plan_SilentForTenSeconds_IsReplaced()
    {
        var silent = Some.Runner(1, RunnerState.Listening, s_long) with { SilentSince = Some.Now - TimeSpan.FromSeconds(10) };

        var plan = FleetPlanner.Plan(Some.Fleet(jobs: [Some.Queued()], runners: [silent]), PlanSettings.Default);

        Assert.Equal(EndingReason.Silent, Assert.Single(plan.Endings).Reason);
        Assert.Equal(StartReason.Job, Assert.Single(plan.Starts).Reason);
    }

    [Fact]
    public void Plan_SilentAndGitHubSaysThatItHasAJob_IsReplacedWhenThatIsOver()
    {
        var silent = Some.Runner(1, RunnerState.Listening, s_long) with { SilentSince = Some.Now - s_long };
        var job = Some.Job(5, GitHubJobStatus.InProgress, runner: silent.Name, runnerId: silent.GitHubId!.Value);

        // It has no session any more as far as its host sees, but GitHub may hear of it all the same.
        Assert.Empty(FleetPlanner.Plan(Some.Fleet(jobs: [new FleetJob(job, Some.Now, null)], runners: [silent]), PlanSettings.Default).Endings);

        Assert.Equal(new Ending(1, GiveUp: false, EndingReason.Silent), Assert.Single(FleetPlanner.Plan(Some.Fleet(runners: [silent]), PlanSettings.Default).Endings));
    }

    [Fact]
    public void Plan_DoubtThatIsYoung_ChangesNothing()
    {
        var doubted = Some.Runner(1, RunnerState.Listening, s_long) with { SilentSince = Some.Now - TimeSpan.FromSeconds(9), PhantomSince = Some.Now - TimeSpan.FromSeconds(44), PhantomToldAt = Some.Now };

        Assert.True(FleetPlanner.Plan(Some.Fleet([Some.Pool(minimumIdle: 1)], runners: [doubted]), PlanSettings.Default).ChangesNothing);
    }

    [Fact]
    public void Plan_DoubtedButBusy_IsLeftAlone()
    {
        var busy = Some.Runner(1, RunnerState.Busy, s_long) with { SilentSince = Some.Now - s_long, PhantomSince = Some.Now - s_long, PhantomToldAt = Some.Now };

        Assert.Empty(FleetPlanner.Plan(Some.Fleet(runners: [busy]), PlanSettings.Default).Endings);
    }

    [Fact]
    public void Plan_AllAreDoubted_ReplacesAFewAtATime()
    {
        var runners = Enumerable.Range(1, 30).Select(id => Some.Runner(id, RunnerState.Listening, s_long) with { PhantomSince = Some.Now - s_long, PhantomToldAt = Some.Now }).ToList();

        var plan = FleetPlanner.Plan(Some.Fleet([Some.Pool(minimumIdle: 30, maximum: 30)], runners: runners), PlanSettings.Default);

        Assert.Equal(3, plan.Endings.Count);
    }

    [Fact]
    public async Task CheckAsync_GitHubDisagreesAndAgreesAgain_MarksAndForgets()
    {
        var time = new ManualTime();
        var (store, leases) = Store(time);
        var runner = await ListeningAsync(store, leases);
        var github = new FakeGitHub();
        using var check = new RegistrationCheck(github, store, new FleetView(), HealthCheckSettings.Default, TimeProvider.System, NullLogger<RegistrationCheck>.Instance);

        await CheckAsync();
        var first = await OneAsync(store);
        Assert.NotNull(first.PhantomSince);
        time.Advance(TimeSpan.FromSeconds(30));
        await CheckAsync();
        Assert.True((await OneAsync(store)).PhantomToldAt > first.PhantomToldAt);
        Assert.Equal(first.PhantomSince, (await OneAsync(store)).PhantomSince);

        github.Registered.Add(7, new GitHubRunner(7, runner.Name, true, false, []));
        await CheckAsync();
        Assert.Null((await OneAsync(store)).PhantomSince);

        async Task CheckAsync() => await check.CheckAsync(await store.LoadAsync([Some.Pool()], CancellationToken.None), await leases.LeaseAsync("leader"), CancellationToken.None);
    }

    [Fact]
    public async Task LookAsync_SilentAndHeardAgain_MarksAndForgets()
    {
        var (store, leases) = Store();
        await ListeningAsync(store, leases);
        var (time, signs) = (new ManualTime(), new ScriptedSigns());
        var watch = new SilenceWatch(signs, store, time, NullLogger<SilenceWatch>.Instance);

        signs.IsSilent = true;
        await LookAsync();
        Assert.NotNull((await OneAsync(store)).SilentSince);

        signs.IsSilent = false;
        await LookAsync();
        Assert.NotNull((await OneAsync(store)).SilentSince);
        time.Advance(TimeSpan.FromSeconds(4));
        await LookAsync();
        Assert.Null((await OneAsync(store)).SilentSince);

        async Task LookAsync() => await watch.LookAsync(await store.RunnersOfAsync("here", CancellationToken.None), await leases.LeaseAsync("host:here"), CancellationToken.None);
    }

    [Fact]
    public async Task Silent_ListenerWithAConnection_IsHeardUntilItGoesOrTheProcessStandsStill()
    {
        using var github = new TcpListener(IPAddress.Loopback, 0);
        github.Start();
        var port = ((IPEndPoint)github.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var runner = new GreedyRunner($"exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port}; exec sleep 600'", tree: new ControlGroupTree(new Dictionary<string, string>()));
        Assert.Null(await runner.StartAsync());
        using var connection = await github.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(60));
        var signs = new ProcessSigns(new ProcessDriverSettings(null, Path.GetDirectoryName(Path.GetDirectoryName(runner.Root))!, 1));

        var id = await runner.ProcessAsync();
        Assert.Equal(0, Silent());

        Assert.Equal(0, NativeMethods.Kill(id, 19));
        await Eventually.IsAsync(Silent, count => count == 1);
        Assert.Equal(0, NativeMethods.Kill(id, 18));
        await Eventually.IsAsync(Silent, count => count == 0);

        connection.Close();
        await Eventually.IsAsync(Silent, count => count == 1);

        int Silent() => signs.SilentAsync([GreedyRunner.Name], CancellationToken.None).GetAwaiter().GetResult().Count;
    }

    [Fact]
    public async Task Silent_UnknownRunner_IsNotHeldAgainstIt() =>
        Assert.Empty(await new ProcessSigns(new ProcessDriverSettings(null, "/nowhere", 1)).SilentAsync(["uat-1-x"], CancellationToken.None));

    [Fact]
    public void Stranded_QueuedLongWithBelievedCapacity_Counts()
    {
        var fleet = Some.Fleet(jobs: [Some.Queued(1, s_long), Some.Queued(2, s_long), Some.Queued(3)]);
        var picture = new FleetPicture(fleet, [new Wait(1, WaitReason.RunnerListening, "uat"), new Wait(2, WaitReason.PoolFull, "uat"), new Wait(3, WaitReason.RunnerStarting, "uat")], true);

        Assert.Equal(1, HealthMetrics.Stranded(picture, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void Ages_TwoReasons_TellTheOldestOfEach()
    {
        var fleet = Some.Fleet(jobs: [Some.Queued(1, TimeSpan.FromMinutes(5)), Some.Queued(2, TimeSpan.FromMinutes(3)), Some.Queued(3, TimeSpan.FromMinutes(1))]);
        var picture = new FleetPicture(fleet, [new Wait(1, WaitReason.PoolFull, "uat"), new Wait(2, WaitReason.PoolFull, "uat"), new Wait(3, WaitReason.NoPool, null)], true);

        Assert.Equal([("PoolFull", 300.0), ("NoPool", 60.0)], HealthMetrics.Ages(picture).Select(age => ($"{age.Tags[0].Value}", age.Value)));
    }

    [Fact]
    public void Hosts_LostOnes_AreToldWhileTheyMatter()
    {
        var fleet = Some.Fleet(
            [Some.Pool(hosts: ["named"])],
            runners: [Some.Runner(1, RunnerState.Lost, host: "loaded")],
            hosts: [new("alive", null), new("forgotten", Some.Now), new("loaded", Some.Now), new("named", Some.Now)]);

        Assert.Equal(
            [("alive", 1), ("loaded", 0), ("named", 0)], HealthMetrics.Hosts(new FleetPicture(fleet, [], true)).Select(host => ($"{host.Tags[0].Value}", host.Value)));
    }

    private static (MemoryFleetStore Store, MemoryLeaseStore Leases) Store(ManualTime? clock = null)
    {
        var time = clock ?? new ManualTime();
        var leases = new MemoryLeaseStore(time);
        return (new MemoryFleetStore(leases, time), leases);
    }

    private static async Task<FleetRunner> ListeningAsync(MemoryFleetStore store, MemoryLeaseStore leases)
    {
        await store.ApplyAsync(Some.Starts(new Start("uat", 1, "here", StartReason.Idle)), await leases.LeaseAsync("leader"), CancellationToken.None);
        var runner = await OneAsync(store);
        Assert.True(await store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Listening), await leases.LeaseAsync("host:here"), CancellationToken.None));
        return runner;
    }

    private static async Task<FleetRunner> OneAsync(MemoryFleetStore store) => Assert.Single(await store.RunnersOfAsync("here", CancellationToken.None));

    private sealed class ScriptedSigns : IListenerSigns
    {
        public bool IsSilent { get; set; }

        public Task<IReadOnlySet<string>> SilentAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<string>>(IsSilent ? names.ToHashSet() : []);
    }
}
