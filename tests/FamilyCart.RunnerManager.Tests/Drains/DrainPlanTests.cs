using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Drains;

/// <summary>What the planner makes of a drain.</summary>
public sealed class DrainPlanTests
{
    [Fact]
    public void Plan_DrainedPool_StartsNothingAndSaysWhy()
    {
        var plan = Plan(Some.Fleet([Some.Pool(minimumIdle: 2)], [Some.Queued()]).Drained((DrainTarget.Pool, "uat")));

        Assert.Empty(plan.Starts);
        var wait = Assert.Single(plan.Waits);
        Assert.Equal(new Wait(1, WaitReason.PoolDrained, "uat"), wait);
        Assert.Contains("an operator drained it", WaitSentence.Of(wait, []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunnerState.Wanted, 1)]
    [InlineData(RunnerState.Minted, 1)]
    [InlineData(RunnerState.Spawned, 1)]
    [InlineData(RunnerState.Listening, 1)]
    [InlineData(RunnerState.Busy, 0)]
    [InlineData(RunnerState.Finished, 0)]
    internal void Plan_DrainedPool_RetiresWhatHasNoJobInGoodOrder(RunnerState state, int endings)
    {
        var plan = Plan(Some.Fleet(runners: [Some.Runner(1, state)]).Drained((DrainTarget.Pool, "uat")));

        Assert.Equal(endings, plan.Endings.Count(ending => ending == new Ending(1, GiveUp: false, EndingReason.Drained)));
        Assert.Equal(endings, plan.Endings.Count);
    }

    [Fact]
    public void Plan_DrainedPoolAlreadyRetiring_DecidesNothingAgain() =>
        Assert.True(Plan(Some.Fleet(runners: [Some.Runner(1, RunnerState.Listening, retiring: true)]).Drained((DrainTarget.Pool, "uat"))).ChangesNothing);

    [Fact]
    public void Plan_DrainedPoolBesideAnotherThatFits_GivesTheJobToTheOther()
    {
        var pools = new[] { Some.Pool(), Some.Pool("spare", role: PoolRole.Secondary) };

        var plan = Plan(Some.Fleet(pools, [Some.Queued()], [Some.Runner(1, RunnerState.Listening)]).Drained((DrainTarget.Pool, "uat")));

        Assert.Equal(new Start("spare", 1, "here", StartReason.Job) { Scope = Some.Pool().Scope }, Assert.Single(plan.Starts));
        Assert.Equal(new Wait(1, WaitReason.RunnerStarting, "spare"), Assert.Single(plan.Waits));
    }

    [Fact]
    public void Plan_DrainedPoolBesideAFullOne_NamesTheFullOneThatTheJobWillGetTo()
    {
        var pools = new[] { Some.Pool(), Some.Pool("spare", maximum: 1, role: PoolRole.Secondary) };

        var plan = Plan(Some.Fleet(pools, [Some.Queued()], [Some.Runner(1, RunnerState.Busy, pool: "spare")]).Drained((DrainTarget.Pool, "uat")));

        Assert.Equal(new Wait(1, WaitReason.PoolFull, "spare"), Assert.Single(plan.Waits));
    }

    [Fact]
    public void Plan_DrainedHost_RetiresItsRunnersAndStartsThemElsewhere()
    {
        var hosts = new[] { new FleetHost("here", null), new FleetHost("there", null) };
        var runners = new[] { Some.Runner(1, RunnerState.Listening), Some.Runner(2, RunnerState.Busy) };

        var plan = Plan(Some.Fleet([Some.Pool(minimumIdle: 1)], runners: runners, hosts: hosts).Drained((DrainTarget.Host, "here")));

        Assert.Equal([new Ending(1, GiveUp: false, EndingReason.Drained)], plan.Endings);
        Assert.Equal([new Start("uat", 3, "there", StartReason.Idle) { Scope = Some.Pool().Scope }], plan.Starts);
    }

    [Fact]
    public void Plan_OnlyLivingHostDrained_StartsNothingAndSaysWhy()
    {
        var hosts = new[] { new FleetHost("here", null), new FleetHost("dead", Some.Now - TimeSpan.FromHours(1)) };

        var plan = Plan(Some.Fleet(jobs: [Some.Queued()], hosts: hosts).Drained((DrainTarget.Host, "here")));

        Assert.Empty(plan.Starts);
        var wait = Assert.Single(plan.Waits);
        Assert.Equal(new Wait(1, WaitReason.HostDrained, "uat"), wait);
        Assert.Contains("drained every host of it that is alive", WaitSentence.Of(wait, []), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_DrainedHostThatThePoolMayNotUse_IsNoObstacle() =>
        Assert.Equal(WaitReason.NoHost, Assert.Single(Plan(Some.Fleet([Some.Pool(hosts: ["there"])], [Some.Queued()]).Drained((DrainTarget.Host, "here"))).Waits).Reason);

    [Fact]
    public void Plan_DrainedRunner_IsReplacedAndItsNeighbourStays()
    {
        var runners = new[] { Some.Runner(1, RunnerState.Listening), Some.Runner(2, RunnerState.Listening) };

        var plan = Plan(Some.Fleet([Some.Pool(minimumIdle: 2)], runners: runners).Drained((DrainTarget.Runner, runners[0].Name)));

        Assert.Equal([new Ending(1, GiveUp: false, EndingReason.Drained)], plan.Endings);
        Assert.Equal([new Start("uat", 3, "here", StartReason.Idle) { Scope = Some.Pool().Scope }], plan.Starts);
    }

    [Fact]
    public void Plan_Resumed_StartsAgain() => Assert.Equal(2, Plan(Some.Fleet([Some.Pool(minimumIdle: 2)])).Starts.Count);

    [Fact]
    public void Plan_DrainedPoolWhoseHostIsLost_FreesItsSlotsAllTheSame() =>
        Assert.Equal(
            [new Ending(1, GiveUp: true, EndingReason.HostLost)],
            Plan(Some.Fleet(runners: [Some.Runner(1, RunnerState.Listening, host: "lost")]).Drained((DrainTarget.Pool, "uat"))).Endings);

    [Theory]
    [InlineData(DrainTarget.Pool, "uat", true)]
    [InlineData(DrainTarget.Pool, "other", false)]
    [InlineData(DrainTarget.Host, "here", true)]
    [InlineData(DrainTarget.Host, "there", false)]
    internal void IsOutOfService_OneDrain_HoldsForThePoolOrAllOfItsHosts(DrainTarget target, string name, bool expected) =>
        Assert.Equal(expected, Some.Fleet().Drained((target, name)).IsOutOfService(Some.Pool()));

    [Fact]
    public void IsOutOfService_AnotherHostIsLeft_IsFalse()
    {
        var fleet = Some.Fleet(hosts: [new FleetHost("here", null), new FleetHost("there", null)]).Drained((DrainTarget.Host, "here"));

        Assert.False(fleet.IsOutOfService(Some.Pool()));
        Assert.True(fleet.IsOutOfService(Some.Pool(hosts: ["here"])));
    }

    private static FleetPlan Plan(FleetSnapshot fleet) => FleetPlanner.Plan(fleet, PlanSettings.Default);
}
