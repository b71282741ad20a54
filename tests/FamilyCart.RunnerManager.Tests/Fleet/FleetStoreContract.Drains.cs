using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Fleet;

namespace FamilyCart.RunnerManager.Tests.Fleet;

// What operators take out of service.
public abstract partial class FleetStoreContract
{
    [Theory]
    [InlineData("Pool", "uat")]
    [InlineData("Host", "here.example")]
    public async Task OperateAsync_DrainAndResume_StandInTheSnapshotUntilResumed(string target, string name)
    {
        Assert.True(await OperateAsync("ann", OperatorVerb.Drain, target, name, "a new disk"));

        var fleet = await LoadAsync();
        var drain = Assert.Single(fleet.Drains);
        Assert.Equal((target, name, "ann", "a new disk"), (drain.Target.ToString(), drain.Name, drain.Operator, drain.Reason));
        Assert.True(drain.Since <= fleet.Now);

        Assert.True(await OperateAsync("bob", OperatorVerb.Resume, target, name));
        Assert.Empty((await LoadAsync()).Drains);
    }

    [Fact]
    public async Task OperateAsync_Again_ChangesNothingAndKeepsWhoWasFirst()
    {
        Assert.True(await OperateAsync("ann", OperatorVerb.Drain, "Pool", "uat"));
        Assert.False(await OperateAsync("bob", OperatorVerb.Drain, "Pool", "uat", "too late"));

        var drain = Assert.Single((await LoadAsync()).Drains);
        Assert.Equal(("ann", null), (drain.Operator, drain.Reason));
        Assert.True(await OperateAsync("bob", OperatorVerb.Resume, "Pool", "uat"));
        Assert.False(await OperateAsync("ann", OperatorVerb.Resume, "Pool", "uat"));
    }

    [Fact]
    public async Task OperateAsync_PoolAndHostOfOneName_AreTwoThings()
    {
        Assert.True(await OperateAsync("ann", OperatorVerb.Drain, "Pool", "same"));
        Assert.True(await OperateAsync("ann", OperatorVerb.Drain, "Host", "same"));
        Assert.True(await OperateAsync("ann", OperatorVerb.Resume, "Pool", "same"));

        Assert.Equal(DrainTarget.Host, Assert.Single((await LoadAsync()).Drains).Target);
    }

    [Fact]
    public async Task OperateAsync_DrainOfARunner_EndsWithTheRunner()
    {
        var (runner, host) = await StartedAsync();
        Assert.True(await OperateAsync("ann", OperatorVerb.Drain, "Runner", runner.Name));
        Assert.Single((await LoadAsync()).Drains);

        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Gone), host, CancellationToken.None));

        Assert.Empty((await LoadAsync()).Drains);
    }

    private Task<bool> OperateAsync(string who, OperatorVerb verb, string target, string name, string? reason = null) =>
        Store.OperateAsync(new OperatorAction(who, verb, Enum.Parse<DrainTarget>(target), name, reason), CancellationToken.None);
}
