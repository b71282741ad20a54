using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Gates;

public sealed class PoolJudgeTests
{
    private static readonly LastStart s_good = new("uat", true, null, Some.Now.UtcDateTime);
    private static readonly LastStart s_bad = new("uat", false, "ListenLate", Some.Now.UtcDateTime);

    [Theory]
    [InlineData(RunnerState.Listening, 1, 0)]
    [InlineData(RunnerState.Busy, 0, 1)]
    internal void Judge_RunnerListensOrWorks_IsHealthyAndCounted(RunnerState state, int listening, int busy)
    {
        var verdict = Judge(Some.Fleet(runners: [Some.Runner(1, state)]));

        Assert.Equal((null, listening, busy), (verdict.Obstacle, verdict.Listening, verdict.Busy));
    }

    [Fact]
    public void Judge_EveryRunnerWorks_IsHealthy() =>
        Assert.Null(Judge(Some.Fleet(pools: [Some.Pool(maximum: 1)], runners: [Some.Runner(1, RunnerState.Busy)])).Obstacle);

    [Fact]
    public void Judge_ItsHostIsLost_IsNoHostAtOnceThoughThePlannerStillWaits()
    {
        FleetHost[] hosts = [new("here", Some.Now), new("there", null)];

        var verdict = Judge(Some.Fleet([Some.Pool(hosts: ["here"])], runners: [Some.Runner(1, RunnerState.Listening)], hosts: hosts), s_good);

        Assert.Equal(PoolObstacle.NoHost, verdict.Obstacle);
    }

    [Fact]
    public void Judge_RunnersOnLostHostAlone_RestsOnTheLastStart()
    {
        FleetHost[] hosts = [new("here", Some.Now), new("there", null)];
        var fleet = Some.Fleet(runners: [Some.Runner(1, RunnerState.Listening)], hosts: hosts);

        Assert.Equal(PoolObstacle.NeverListened, Judge(fleet).Obstacle);
        Assert.Equal(PoolObstacle.LastStartFailed, Judge(fleet, s_bad).Obstacle);
        Assert.Null(Judge(fleet, s_good).Obstacle);
    }

    [Fact]
    public void Judge_Retiring_CountsForNothing() =>
        Assert.Equal(PoolObstacle.NeverListened, Judge(Some.Fleet(runners: [Some.Runner(1, RunnerState.Listening, retiring: true)])).Obstacle);

    [Theory]
    [InlineData(RunnerState.Wanted)]
    [InlineData(RunnerState.Minted)]
    [InlineData(RunnerState.Spawned)]
    internal void Judge_StartIsUnderWay_RestsOnTheLastStart(RunnerState state)
    {
        var fleet = Some.Fleet(runners: [Some.Runner(1, state)]);

        Assert.Equal(PoolObstacle.NeverListened, Judge(fleet).Obstacle);
        Assert.Equal(PoolObstacle.LastStartFailed, Judge(fleet, s_bad).Obstacle);
        Assert.Null(Judge(fleet, s_good).Obstacle);
    }

    [Theory]
    [InlineData(9, PoolObstacle.LastStartFailed)]
    [InlineData(10, null)]
    internal void Judge_LastStartFailedSomeTimeAgo_IsForgottenAfterTenMinutes(int minutes, PoolObstacle? expected) =>
        Assert.Equal(expected, Judge(Some.Fleet(), s_bad with { EndedAt = Some.Now.UtcDateTime.AddMinutes(-minutes) }).Obstacle);

    [Fact]
    public void Judge_ListensWhileAJobItCouldTakeStaysQueued_IsDoubtedAsThePlannerDoes()
    {
        var long_ago = PlanSettings.Default.Doubt + TimeSpan.FromSeconds(1);
        var fleet = Some.Fleet(jobs: [Some.Queued(1, long_ago)], runners: [Some.Runner(1, RunnerState.Listening, long_ago)]);

        Assert.Equal(PoolObstacle.LastStartFailed, Judge(fleet, s_bad).Obstacle);
    }

    [Fact]
    public void Judge_ProductionWithoutAuthorization_IsRefusedWhateverRuns()
    {
        var pool = Production("prod") with { AuthorizedForProd = false };

        Assert.Equal(PoolObstacle.NotAuthorized, Judge(Some.Fleet([pool], runners: [Some.Runner(1, RunnerState.Listening, pool: "prod")])).Obstacle);
    }

    [Theory]
    [InlineData("family/cart", "prod", PoolObstacle.LabelsShared)]
    [InlineData("family", "prod", PoolObstacle.LabelsShared)]
    [InlineData("enterprises/all", "prod", PoolObstacle.LabelsShared)]
    [InlineData("family/other", "prod", null)]
    [InlineData("family/cart", "uat", null)]
    internal void Judge_ProductionLabelsInAnUnauthorizedPool_IsRefusedWhereTheyMeet(string scope, string label, PoolObstacle? expected)
    {
        Pool[] pools = [Production("prod"), Some.Pool(scope: scope, labels: ["linux", label, "self-hosted"])];

        Assert.Equal(expected, Judge(Some.Fleet(pools, runners: [Some.Runner(1, RunnerState.Listening, pool: "prod")])).Obstacle);
    }

    [Theory]
    [InlineData("family/cart")]
    [InlineData("family")]
    [InlineData("enterprises/all")]
    public void Judge_AnyScope_AsksThePlannerWithAFittingJob(string scope) =>
        Assert.Equal(WaitReason.RunnerListening, Judge(Some.Fleet([Some.Pool(scope: scope)], runners: [Some.Runner(1, RunnerState.Listening)])).Wait!.Reason);

    [Fact]
    public void Order_PrimariesComeFirstThenPriorityThenName()
    {
        Pool[] pools =
        [
            Some.Pool("secondary", role: PoolRole.Secondary, priority: 9), Some.Pool("b"), Some.Pool("a"), Some.Pool("first", priority: 1), Production("prod"),
        ];

        Assert.Equal(["first", "a", "b", "secondary"], PoolJudge.Order(pools, DeployEnvironment.Uat).Select(pool => pool.Name));
    }

    private static Pool Production(string name) => Some.Pool(name, labels: ["prod"]) with { Environment = DeployEnvironment.Production, AuthorizedForProd = true };

    private static PoolVerdict Judge(FleetSnapshot fleet, LastStart? last = null) =>
        new PoolJudge(fleet, PlanSettings.Default, last is null ? new Dictionary<string, LastStart>() : new Dictionary<string, LastStart> { [last.Pool] = last }).Judge(fleet.Pools[0]);
}
