using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Planning;

public sealed class FleetPlannerTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(20);

    [Fact]
    public void Plan_NothingWantedAndNothingThere_ChangesNothing() => Assert.True(Plan(Some.Fleet()).ChangesNothing);

    [Fact]
    public void Plan_QueuedJob_StartsOneRunnerForIt()
    {
        var plan = Plan(Some.Fleet(jobs: [Some.Queued()]));

        Assert.Equal([new Start("uat", 1, "here", StartReason.Job) { Scope = Some.Pool().Scope }], plan.Starts);
        Assert.Equal([new Wait(1, WaitReason.RunnerStarting, "uat")], plan.Waits);
    }

    [Theory]
    [InlineData(RunnerState.Wanted, WaitReason.RunnerStarting)]
    [InlineData(RunnerState.Minted, WaitReason.RunnerStarting)]
    [InlineData(RunnerState.Spawned, WaitReason.RunnerStarting)]
    [InlineData(RunnerState.Listening, WaitReason.RunnerListening)]
    internal void Plan_RunnerOnItsWay_StartsNoSecond(RunnerState state, WaitReason reason)
    {
        var plan = Plan(Some.Fleet(jobs: [Some.Queued()], runners: [Some.Runner(1, state)]));

        Assert.Empty(plan.Starts);
        Assert.Equal(reason, Assert.Single(plan.Waits).Reason);
    }

    [Theory]
    [InlineData(RunnerState.Busy)]
    [InlineData(RunnerState.Finished)]
    [InlineData(RunnerState.Lost)]
    internal void Plan_RunnerThatCannotTakeIt_IsNoCapacity(RunnerState state) =>
        Assert.Single(Plan(Some.Fleet(jobs: [Some.Queued()], runners: [Some.Runner(1, state)])).Starts);

    [Fact]
    public void Plan_RetiringRunner_IsNoCapacity() =>
        Assert.Equal(2, Assert.Single(Plan(Some.Fleet(jobs: [Some.Queued()], runners: [Some.Runner(1, RunnerState.Listening, retiring: true)])).Starts).Slot);

    [Fact]
    public void Plan_ListeningRunnerWhoseJobGitHubKnowsOf_IsNoCapacity()
    {
        var runner = Some.Runner(1, RunnerState.Listening);
        var taken = new FleetJob(Some.Job(9, GitHubJobStatus.InProgress, runner: runner.Name), Some.Now, null);

        Assert.Single(Plan(Some.Fleet(jobs: [taken, Some.Queued(10)], runners: [runner])).Starts);
    }

    [Fact]
    public void Plan_MoreJobsThanRunners_StartsUpToTheMaximumAndSaysThatThePoolIsFull()
    {
        var plan = Plan(Some.Fleet(jobs: [.. Enumerable.Range(1, 5).Select(id => Some.Queued(id))], runners: [Some.Runner(2, RunnerState.Busy)]));

        Assert.Equal([1, 3], plan.Starts.Select(start => start.Slot));
        Assert.Equal([WaitReason.RunnerStarting, WaitReason.RunnerStarting, WaitReason.PoolFull, WaitReason.PoolFull, WaitReason.PoolFull], plan.Waits.Select(wait => wait.Reason));
    }

    [Fact]
    public void Plan_MinimumIdle_IsKeptBesideTheJobs()
    {
        var plan = Plan(Some.Fleet([Some.Pool(minimumIdle: 1)], [Some.Queued()], [Some.Runner(1, RunnerState.Listening)]));

        Assert.Equal([new Start("uat", 2, "here", StartReason.Idle) { Scope = Some.Pool().Scope }], plan.Starts);
    }

    [Fact]
    public void Plan_LabelNobodyHas_StartsNothingAndSaysSo()
    {
        var plan = Plan(Some.Fleet(jobs: [Some.Queued(labels: ["self-hosted", "gpu"])]));

        Assert.Empty(plan.Starts);
        Assert.Equal(new Wait(1, WaitReason.NoPool, null), Assert.Single(plan.Waits));
    }

    [Fact]
    public void Plan_ForeignRepository_IsNobodysJob() =>
        Assert.Equal(WaitReason.NoPool, Assert.Single(Plan(Some.Fleet(jobs: [Some.Queued(repository: "somebody/else")])).Waits).Reason);

    [Fact]
    public void Plan_JobThatWaitsForAnApproval_StartsNothing()
    {
        var plan = Plan(Some.Fleet(jobs: [new FleetJob(Some.Job(1, GitHubJobStatus.Waiting), Some.Now, null)]));

        Assert.Empty(plan.Starts);
        Assert.Equal(WaitReason.Waiting, Assert.Single(plan.Waits).Reason);
    }

    [Fact]
    public void Plan_SeveralPoolsFit_TakesTheMostImportantAndASecondaryLast()
    {
        var pools = new[] { Some.Pool("c", role: PoolRole.Secondary), Some.Pool("b"), Some.Pool("a", priority: -1) };

        Assert.Equal("b", Assert.Single(Plan(Some.Fleet(pools, [Some.Queued()])).Starts).Pool);
    }

    [Fact]
    public void Plan_FirstPoolFull_TakesTheNext()
    {
        var pools = new[] { Some.Pool("uat", maximum: 1, priority: 1), Some.Pool("spare") };

        Assert.Equal("spare", Assert.Single(Plan(Some.Fleet(pools, [Some.Queued()], [Some.Runner(1, RunnerState.Busy)])).Starts).Pool);
    }

    [Theory]
    [InlineData(RunnerState.Wanted, EndingReason.StartLate)]
    [InlineData(RunnerState.Minted, EndingReason.SpawnLate)]
    [InlineData(RunnerState.Spawned, EndingReason.ListenLate)]
    [InlineData(RunnerState.Finished, EndingReason.CleanUpLate)]
    internal void Plan_StateBeyondItsLimit_IsGivenUpAndReplacedInItsSlot(RunnerState state, EndingReason reason)
    {
        var plan = Plan(Some.Fleet(jobs: [Some.Queued()], runners: [Some.Runner(1, state, s_long)]));

        Assert.Equal([new Ending(1, GiveUp: true, reason)], plan.Endings);
        Assert.Equal(1, Assert.Single(plan.Starts).Slot);
    }

    [Fact]
    public void Plan_RunnerWithAJob_IsNotEndedByWhatIsConfigured() =>
        Assert.Empty(Plan(Some.Fleet(pools: [], runners: [Some.Runner(1, RunnerState.Busy, s_long)])).Endings);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Plan_RunnerWithAJobOnALostHost_IsGivenUpOnceGitHubSaysTheJobIsOver(bool works, int endings)
    {
        var runner = Some.Runner(1, RunnerState.Busy, s_long, host: "lost");
        var job = new FleetJob(Some.Job(9, GitHubJobStatus.InProgress, runner: runner.Name), Some.Now, null);

        var plan = Plan(Some.Fleet(jobs: works ? [job] : [], runners: [runner]));

        Assert.Equal(endings, plan.Endings.Count(ending => ending == new Ending(1, GiveUp: true, EndingReason.HostLost)));
    }

    [Fact]
    public void Plan_RunnerWhoseJobIsOverForLong_IsGivenUpAndItsSlotTakenAnew()
    {
        var plan = Plan(Some.Fleet([Some.Pool(maximum: 1)], [Some.Queued()], [Over()]));

        Assert.Equal([new Ending(1, GiveUp: true, EndingReason.Overtime)], plan.Endings);
        Assert.Equal(1, Assert.Single(plan.Starts).Slot);
    }

    [Fact]
    public void Plan_RunnerWhoseJobIsOverSinceAMoment_GetsItsTimeToEnd() =>
        Assert.True(Plan(Some.Fleet(runners: [Over() with { JobOverSince = Some.Now - TimeSpan.FromSeconds(299) }])).ChangesNothing);

    [Fact]
    public void Plan_RunnerThatIsBusySinceAMoment_IsNotEndedForAJobThatWasOverBefore() =>
        Assert.True(Plan(Some.Fleet(runners: [Over() with { StateSince = Some.Now - TimeSpan.FromSeconds(299) }])).ChangesNothing);

    [Theory]
    [InlineData("uat-1-x1", 7)]
    [InlineData("uat-1-former", 7)]
    [InlineData("another-name", 1001)]
    public void Plan_RunnerWhoseFormerJobIsOverAndThatHasAnother_IsLeftAlone(string name, long id)
    {
        var next = new FleetJob(Some.Job(9, GitHubJobStatus.InProgress, runner: name, runnerId: id), Some.Now, null);

        Assert.True(Plan(Some.Fleet(jobs: [next], runners: [Over() with { Registration = name == "uat-1-former" ? name : null }])).ChangesNothing);
    }

    [Fact]
    public void Plan_JobOfAForeignScopeOnARunnerOfTheSameNumber_KeepsNobody()
    {
        var foreign = new FleetJob(Some.Job(9, GitHubJobStatus.InProgress, repository: "somebody/else", runner: "theirs", runnerId: 1001), Some.Now, null);

        Assert.Single(Plan(Some.Fleet(jobs: [foreign], runners: [Over() with { Scope = Some.Pool().Scope }])).Endings);
    }

    [Fact]
    public void Plan_ListeningRunnerWithAJobThatIsOver_IsLeftAlone() =>
        Assert.True(Plan(Some.Fleet([Some.Pool(minimumIdle: 1)], runners: [Over() with { State = RunnerState.Listening }])).ChangesNothing);

    private static FleetRunner Over() => Some.Runner(1, RunnerState.Busy, s_long) with { JobOverSince = Some.Now - TimeSpan.FromMinutes(5) };

    [Fact]
    public void Plan_RetiringRunnerThatListenedForLong_GetsItsTimeToEnd() =>
        Assert.Empty(Plan(Some.Fleet(runners: [Some.Runner(1, RunnerState.Listening, s_long, retiring: true)])).Endings);

    [Fact]
    public void Plan_JobStaysQueuedBesideAListeningRunner_ReplacesTheRunner()
    {
        var plan = Plan(Some.Fleet(jobs: [Some.Queued(ago: TimeSpan.FromSeconds(31))], runners: [Some.Runner(1, RunnerState.Listening, TimeSpan.FromSeconds(31))]));

        Assert.Equal([new Ending(1, GiveUp: false, EndingReason.Doubtful)], plan.Endings);
        Assert.Equal(2, Assert.Single(plan.Starts).Slot);
    }

    [Fact]
    public void Plan_GitHubGivesOutNothing_ReplacesOneRunnerAtATime()
    {
        var runners = Enumerable.Range(1, 3).Select(id => Some.Runner(id, RunnerState.Listening, s_long)).ToList();
        var jobs = Enumerable.Range(1, 3).Select(id => Some.Queued(id, s_long)).ToList();

        var plan = Plan(Some.Fleet(jobs: jobs, runners: runners));

        Assert.Single(plan.Endings);
        Assert.Empty(plan.Starts);
        Assert.Equal(2, plan.Waits.Count(wait => wait.Reason == WaitReason.RunnerListening));
    }

    [Fact]
    public void Plan_FreshJobBesideALongListeningRunner_DoubtsNothing() =>
        Assert.True(Plan(Some.Fleet(jobs: [Some.Queued(ago: TimeSpan.FromSeconds(29))], runners: [Some.Runner(1, RunnerState.Listening, TimeSpan.FromMinutes(4))])).ChangesNothing);

    [Fact]
    public void Plan_IdleBeyondWhatIsWanted_RetiresWhatWaitedLongest()
    {
        var plan = Plan(Some.Fleet([Some.Pool(minimumIdle: 1)], runners: [Some.Runner(1, RunnerState.Listening, TimeSpan.FromMinutes(6)), Some.Runner(2, RunnerState.Listening, s_long)]));

        Assert.Equal([new Ending(2, GiveUp: false, EndingReason.Surplus)], plan.Endings);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public void Plan_SilentHost_KeepsItsRunnersForItsGrace(int secondsSilent, int endings)
    {
        var hosts = new[] { new FleetHost("here", Some.Now - TimeSpan.FromSeconds(secondsSilent)), new FleetHost("there", null) };

        var plan = Plan(Some.Fleet(jobs: [Some.Queued()], runners: [Some.Runner(1, RunnerState.Listening)], hosts: hosts));

        Assert.Equal(endings, plan.Endings.Count(ending => ending == new Ending(1, GiveUp: true, EndingReason.HostLost)));
        Assert.Equal(endings, plan.Starts.Count(start => start.Host == "there"));
    }

    [Fact]
    public void Plan_NoHostAlive_SaysSo() =>
        Assert.Equal(WaitReason.NoHost, Assert.Single(Plan(Some.Fleet(jobs: [Some.Queued()], hosts: [])).Waits).Reason);

    [Fact]
    public void Plan_SeveralHosts_SharesTheLoad()
    {
        var hosts = new[] { new FleetHost("one", null), new FleetHost("two", null) };

        var plan = Plan(Some.Fleet(jobs: [Some.Queued(1), Some.Queued(2)], runners: [Some.Runner(3, RunnerState.Busy, host: "one")], hosts: hosts));

        Assert.Equal(["two", "one"], plan.Starts.Select(start => start.Host));
    }

    [Fact]
    public void Plan_PoolNamesItsHosts_UsesNoOther()
    {
        var hosts = new[] { new FleetHost("a", null), new FleetHost("b", null) };

        Assert.Equal("b", Assert.Single(Plan(Some.Fleet([Some.Pool(hosts: ["b"])], [Some.Queued()], hosts: hosts)).Starts).Host);
    }

    [Fact]
    public void Plan_PoolBecameSmallerOrVanished_RetiresWhatIsTooMuch()
    {
        var plan = Plan(Some.Fleet([Some.Pool(maximum: 1, minimumIdle: 1)], runners: [Some.Runner(1, RunnerState.Listening), Some.Runner(2, RunnerState.Listening), Some.Runner(3, RunnerState.Spawned, pool: "former")]));

        Assert.Equal([2L, 3L], plan.Endings.Select(ending => ending.Runner));
        Assert.All(plan.Endings, ending => Assert.Equal((false, EndingReason.PoolChanged), (ending.GiveUp, ending.Reason)));
    }

    [Fact]
    public void Plan_GitHubRefusesAPool_TriesWithOneRunnerAndSaysSo()
    {
        var plan = Plan(Refused(Some.Fleet(jobs: [Some.Queued(1), Some.Queued(2)])));

        Assert.Single(plan.Starts);
        Assert.All(plan.Waits, wait => Assert.Equal(WaitReason.RegistrationRefused, wait.Reason));
        Assert.Equal(
            "GitHub refuses to register runners for uat: It is not permitted, again in 40 s.", WaitSentence.Of(plan.Waits[0], []));
    }

    [Fact]
    public void Plan_GitHubRefusesAPool_NeitherCountsOnItsWantedRunnerNorEndsIt()
    {
        var plan = Plan(Refused(Some.Fleet([Some.Pool(minimumIdle: 2)], [Some.Queued()], [Some.Runner(1, RunnerState.Wanted, TimeSpan.FromMinutes(9))])));

        Assert.True(plan.ChangesNothing);
        Assert.Equal(WaitReason.RegistrationRefused, Assert.Single(plan.Waits).Reason);
    }

    [Fact]
    public void Plan_GitHubRefusedAndTheHostDoesNotTryAgain_ReplacesTheRunner() =>
        Assert.Equal(
            [new Ending(1, GiveUp: true, EndingReason.StartLate)],
            Plan(Refused(Some.Fleet(runners: [Some.Runner(1, RunnerState.Wanted, TimeSpan.FromMinutes(9))]), seconds: -30)).Endings);

    [Fact]
    public void Plan_GitHubRefusesAPool_GivesItsJobsToAnotherThatFits()
    {
        var plan = Plan(Refused(Some.Fleet([Some.Pool(), Some.Pool("secondary", role: PoolRole.Secondary)], [Some.Queued()])));

        Assert.Equal(new Wait(1, WaitReason.RunnerStarting, "secondary"), Assert.Single(plan.Waits));
        Assert.Equal(["uat", "secondary"], plan.Starts.Select(start => start.Pool));
    }

    [Fact]
    public void Plan_GitHubRefusesAPool_KeepsGivingJobsToItsListeners() =>
        Assert.Equal(
            WaitReason.RunnerListening, Assert.Single(Plan(Refused(Some.Fleet(jobs: [Some.Queued()], runners: [Some.Runner(1, RunnerState.Listening)]))).Waits).Reason);

    private static FleetSnapshot Refused(FleetSnapshot fleet, int seconds = 40) => fleet with
    {
        Refusals = [new PoolRefusal("uat", GitHubFault.Forbidden, "It is not permitted.", 3, Some.Now - TimeSpan.FromHours(1), Some.Now + TimeSpan.FromSeconds(seconds))],
    };

    private static FleetPlan Plan(FleetSnapshot fleet) => FleetPlanner.Plan(fleet, PlanSettings.Default);
}
