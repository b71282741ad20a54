using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Fleet;

/// <summary>What holds for every memory of the fleet.</summary>
public abstract partial class FleetStoreContract
{
    private protected abstract IFleetStore Store { get; }

    private protected abstract ILeaseStore Leases { get; }

    /// <summary>Moves the store's clock, where it does not move by itself.</summary>
    private protected abstract void Later();

    [Fact]
    public async Task LoadAsync_Empty_HasThePoolsAndNothingElse()
    {
        var pools = new[] { Some.Pool() };

        var fleet = await Store.LoadAsync(pools, CancellationToken.None);

        Assert.Same(pools, fleet.Pools);
        Assert.Empty(fleet.Hosts);
        Assert.Empty(fleet.Jobs);
        Assert.Empty(fleet.Runners);
    }

    [Fact]
    public async Task LoadAsync_Hosts_AreAliveUntilTheirLeaseExpires()
    {
        await Leases.LeaseAsync("leader");
        await Leases.LeaseAsync("host:alive");
        await Leases.LeaseAsync("host:silent", duration: TimeSpan.Zero);

        var fleet = await LoadAsync();

        Assert.Equal([("alive", true), ("silent", false)], fleet.Hosts.Select(host => (host.Name, host.IsAlive)));
        Assert.True(fleet.Hosts[1].LostSince <= fleet.Now);
    }

    [Fact]
    public async Task ApplyAsync_Start_MakesARunnerThatIsWanted()
    {
        var leader = await Leases.LeaseAsync("leader");

        Assert.True(await Store.ApplyAsync(Some.Starts(new Start("uat", 2, "here", StartReason.Job)), leader, CancellationToken.None));

        var runner = Assert.Single((await LoadAsync()).Runners);
        Assert.Equal(("uat", 2, "here", RunnerState.Wanted, false), (runner.Pool, runner.Slot, runner.Host, runner.State, runner.Retiring));
        Assert.Matches("^uat-2-[a-z0-9]{8}$", runner.Name);
    }

    [Fact]
    public async Task ApplyAsync_SlotTaken_MakesNoSecondRunner()
    {
        var leader = await Leases.LeaseAsync("leader");
        var plan = Some.Starts(new Start("uat", 1, "here", StartReason.Job));

        Assert.True(await Store.ApplyAsync(plan, leader, CancellationToken.None));
        Assert.True(await Store.ApplyAsync(plan, leader, CancellationToken.None));

        Assert.Single((await LoadAsync()).Runners);
    }

    [Fact]
    public async Task ApplyAsync_LeaseOfAFormerLeader_ChangesNothing()
    {
        var former = await Leases.LeaseAsync("leader", "one", TimeSpan.Zero);
        await Leases.LeaseAsync("leader", "two");

        Assert.False(await Store.ApplyAsync(Some.Starts(new Start("uat", 1, "here", StartReason.Job)), former, CancellationToken.None));

        Assert.Empty((await LoadAsync()).Runners);
    }

    [Fact]
    public async Task ApplyAsync_ExpiredLease_ChangesNothing()
    {
        var expired = await Leases.LeaseAsync("leader", duration: TimeSpan.Zero);

        Assert.False(await Store.ApplyAsync(Some.Starts(new Start("uat", 1, "here", StartReason.Job)), expired, CancellationToken.None));
    }

    [Fact]
    public async Task AdvanceAsync_WholeLife_EndsWithNothingLeft()
    {
        var (runner, host) = await StartedAsync();
        var states = Enum.GetValues<RunnerState>().Except([RunnerState.Lost]).ToArray();
        foreach (var (from, to) in states.Zip(states.Skip(1)))
        {
            Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, from, to, GitHubId: 77), host, CancellationToken.None), $"{from} to {to}");
            Assert.All((await LoadAsync()).Runners, now => Assert.Equal((to, 77L), (now.State, now.GitHubId)));
        }

        Assert.Empty((await LoadAsync()).Runners);
        Assert.Empty(await Store.RunnersOfAsync("here", CancellationToken.None));
    }

    [Fact]
    public async Task AdvanceAsync_FromElsewhere_ChangesNothing()
    {
        var (runner, host) = await StartedAsync();

        Assert.False(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Spawned), host, CancellationToken.None));

        Assert.Equal(RunnerState.Wanted, Assert.Single((await LoadAsync()).Runners).State);
    }

    [Fact]
    public async Task AdvanceAsync_HostTakenOver_ChangesNothing()
    {
        var (runner, _) = await StartedAsync(TimeSpan.Zero);
        var former = await Leases.LeaseAsync("host:here", duration: TimeSpan.Zero);
        await Leases.LeaseAsync("host:here", "another");

        Assert.False(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Minted), former, CancellationToken.None));
    }

    [Fact]
    public async Task ApplyAsync_Retire_LetsItKeepItsSlotUntilItIsGone()
    {
        var (runner, host) = await StartedAsync();
        await EndAsync(runner, giveUp: false);

        var now = Assert.Single((await LoadAsync()).Runners);
        Assert.Equal((RunnerState.Wanted, true, true), (now.State, now.Retiring, now.HoldsSlot));
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Gone), host, CancellationToken.None));
    }

    [Fact]
    public async Task ApplyAsync_GiveUp_FreesTheSlotAtOnceAndLeavesTheRestToTheHost()
    {
        var (runner, host) = await StartedAsync();
        await EndAsync(runner, giveUp: true);

        Assert.True(await Store.ApplyAsync(Some.Starts(new Start("uat", runner.Slot, "here", StartReason.Job)), await Leases.LeaseAsync("leader"), CancellationToken.None));

        var both = await Store.RunnersOfAsync("here", CancellationToken.None);
        Assert.Equal([RunnerState.Lost, RunnerState.Wanted], both.Select(one => one.State));
        Assert.False(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Minted), host, CancellationToken.None));
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Lost, RunnerState.Gone), host, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ApplyAsync_EndingOfOneThatJustGotAJob_LeavesItAlone(bool giveUp)
    {
        var (runner, host) = await StartedAsync();
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Busy, JobId: 5), host, CancellationToken.None));
        await EndAsync(runner, giveUp);

        var now = Assert.Single((await LoadAsync()).Runners);
        Assert.Equal((RunnerState.Busy, false, 5L), (now.State, now.Retiring, now.JobId));
    }

    [Theory]
    [InlineData(GitHubJobStatus.InProgress, 77L, false)]
    [InlineData(GitHubJobStatus.Completed, 78L, false)]
    [InlineData(GitHubJobStatus.Completed, 77L, true)]
    internal async Task RecordAsync_JobThatIsNotOverOrNotItsOwn_SaysNothingOfARunner(GitHubJobStatus status, long runnerId, bool otherName)
    {
        var runner = await BusyAsync();

        await RecordAsync(Some.Job(5, status, runner: otherName ? "uat-1-another" : runner.Name, runnerId: runnerId));

        Assert.Null(Assert.Single((await LoadAsync()).Runners).JobOverSince);
    }

    [Fact]
    public async Task ApplyAsync_StartWithItsScope_KeepsItWithTheRunnerAndItsPool()
    {
        var scope = GitHubScope.TryParse("family/cart")!;
        var host = await Leases.LeaseAsync("host:here");
        Assert.True(await Store.ApplyAsync(
            Some.Starts(new Start("uat", 1, "here", StartReason.Job) { Scope = scope }, new Start("old", 1, "here", StartReason.Job)), await Leases.LeaseAsync("leader"), CancellationToken.None));

        var runners = (await LoadAsync()).Runners;
        Assert.Equal([scope, null], runners.Select(runner => runner.Scope));
        Assert.Equal([new KnownPool("uat", "family/cart")], await Store.KnownPoolsAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runners[0].Id, RunnerState.Wanted, RunnerState.Gone), host, CancellationToken.None));
        Later();

        Assert.Empty(await Store.KnownPoolsAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal([new KnownPool("uat", "family/cart")], await Store.KnownPoolsAsync(TimeSpan.FromHours(1), CancellationToken.None));
    }

    [Fact]
    public async Task AdvanceAsync_GoneWithARegistrationThatStays_KeepsItsNameForAWhile()
    {
        var host = await Leases.LeaseAsync("host:here");
        Assert.True(await Store.ApplyAsync(
            Some.Starts(new Start("uat", 1, "here", StartReason.Job) { Scope = GitHubScope.TryParse("family/cart")! }), await Leases.LeaseAsync("leader"), CancellationToken.None));
        var runner = Assert.Single((await LoadAsync()).Runners);
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Minted, GitHubId: 7) { Registration = "uat-1-steadily" }, host, CancellationToken.None));
        Assert.Empty(await Store.FormerRegistrationsAsync(TimeSpan.FromHours(1), CancellationToken.None));

        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Gone), host, CancellationToken.None));
        Later();

        Assert.Empty(await Store.FormerRegistrationsAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal([new FormerRegistration("uat", 1, "here", "uat-1-steadily")], await Store.FormerRegistrationsAsync(TimeSpan.FromHours(1), CancellationToken.None));
    }

    private async Task<(FleetRunner Runner, Lease Host)> StartedAsync(TimeSpan? hostLease = null)
    {
        var host = await Leases.LeaseAsync("host:here", duration: hostLease);
        Assert.True(await Store.ApplyAsync(Some.Starts(new Start("uat", 1, "here", StartReason.Idle)), await Leases.LeaseAsync("leader"), CancellationToken.None));
        return (Assert.Single(await Store.RunnersOfAsync("here", CancellationToken.None)), host);
    }

    private async Task<FleetRunner> BusyAsync()
    {
        var (runner, host) = await StartedAsync();
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Busy, GitHubId: 77), host, CancellationToken.None));
        return Assert.Single((await LoadAsync()).Runners);
    }

    private async Task EndAsync(FleetRunner runner, bool giveUp) =>
        Assert.True(await Store.ApplyAsync(Some.Endings(new Ending(runner.Id, giveUp, EndingReason.Doubtful)), await Leases.LeaseAsync("leader"), CancellationToken.None));

    private Task RecordAsync(GitHubJob job) => Store.RecordAsync([job], CancellationToken.None);

    private Task<FleetSnapshot> LoadAsync() => Store.LoadAsync(Array.Empty<Pool>(), CancellationToken.None);
}
