using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Fleet;

// What is told of jobs, and what is doubted of runners.
public abstract partial class FleetStoreContract
{
    [Fact]
    public async Task RecordAsync_Queued_IsKeptWithAllThatWasSaid()
    {
        var job = Some.Job(5, labels: ["self-hosted", "gpu"]);

        await RecordAsync(job);

        var known = Assert.Single((await LoadAsync()).Jobs);
        Assert.Equivalent(job, known.Job, strict: true);
        Assert.Equal(known.SeenAt, known.QueuedSince!.Value, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("queued queued", "queued")]
    [InlineData("in_progress queued", "in_progress")]
    [InlineData("completed in_progress queued", null)]
    [InlineData("queued completed queued", null)]
    [InlineData("queued waiting", "waiting")]
    [InlineData("waiting queued waiting queued", "queued")]
    [InlineData("in_progress waiting", "in_progress")]
    public async Task RecordAsync_AnyOrder_EndsWhereTheJobIs(string told, string? expected)
    {
        foreach (var status in told.Split(' '))
        {
            await RecordAsync(Some.Job(5, Words.ToJobStatus(status)!.Value));
        }

        Assert.Equal(expected, (await LoadAsync()).Jobs is [var job] ? Words.Of(job.Job.Status) : null);
    }

    [Fact]
    public async Task RecordAsync_RunnerKnownOnce_StaysKnown()
    {
        await RecordAsync(Some.Job(5, GitHubJobStatus.InProgress, runner: "uat-1-x"));
        await RecordAsync(Some.Job(5, GitHubJobStatus.InProgress));

        Assert.Equal("uat-1-x", Assert.Single((await LoadAsync()).Jobs).Job.RunnerName);
    }

    [Fact]
    public async Task RecordAsync_QueuedAgain_KeepsItsPlaceInTheQueue()
    {
        await RecordAsync(Some.Job(5));
        Later();
        await RecordAsync(Some.Job(4));
        Later();
        await RecordAsync(Some.Job(5));

        Assert.Equal([5L, 4L], (await LoadAsync()).Jobs.Select(job => job.Job.Id));
    }

    [Fact]
    public async Task ApplyAsync_GiveUpOfABusyRunnerOfALostHost_FreesItsSlot()
    {
        var (runner, host) = await StartedAsync();
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Busy), host, CancellationToken.None));

        Assert.True(await Store.ApplyAsync(
            Some.Endings(new Ending(runner.Id, GiveUp: true, EndingReason.HostLost)), await Leases.LeaseAsync("leader"), CancellationToken.None));

        Assert.Equal(RunnerState.Lost, Assert.Single((await LoadAsync()).Runners).State);
    }

    [Fact]
    public async Task ApplyAsync_GiveUpOfABusyRunnerWhoseJobIsOver_FreesItsSlotAndSaysWhy()
    {
        var runner = await BusyAsync();

        Assert.True(await Store.ApplyAsync(
            Some.Endings(new Ending(runner.Id, GiveUp: true, EndingReason.Overtime)), await Leases.LeaseAsync("leader"), CancellationToken.None));

        var lost = Assert.Single(await Store.RunnersOfAsync("here", CancellationToken.None));
        Assert.Equal((RunnerState.Lost, EndingReason.Overtime), (lost.State, lost.LostFor));
    }

    [Fact]
    public async Task RecordAsync_JobOfABusyRunnerIsOver_IsKnownSinceItWasFirstHeard()
    {
        var runner = await BusyAsync();
        Assert.Null(runner.JobOverSince);
        var over = Some.Job(5, GitHubJobStatus.Completed, runner: runner.Name, runnerId: 77);

        await RecordAsync(over);
        var since = Assert.Single((await LoadAsync()).Runners).JobOverSince;
        Later();
        await RecordAsync(over);

        Assert.NotNull(since);
        Assert.Equal(since, Assert.Single((await LoadAsync()).Runners).JobOverSince);
        Assert.Equal(since, Assert.Single(await Store.RunnersOfAsync("here", CancellationToken.None)).JobOverSince);
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(60, true)]
    public async Task RecordAsync_JobOfASharedRegistration_IsOverForWhoeverWasThere(int seconds, bool over)
    {
        var (runner, host) = await StartedAsync();
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Busy, GitHubId: 77) { Registration = "uat-1-former" }, host, CancellationToken.None));
        Assert.Equal("uat-1-former", Assert.Single((await LoadAsync()).Runners).RegisteredAs);

        await RecordAsync(Some.Job(5, GitHubJobStatus.Completed, runner: "uat-1-former", runnerId: 77) with { CompletedAt = runner.StateSince + TimeSpan.FromSeconds(seconds) });

        Assert.Equal(over, Assert.Single((await LoadAsync()).Runners).JobOverSince is not null);
    }

    [Theory]
    [InlineData(-3600, -60, false)]
    [InlineData(-3600, 0, true)]
    [InlineData(-3600, 60, true)]
    [InlineData(3600, -60, false)]
    [InlineData(3600, 0, true)]
    [InlineData(3600, 60, true)]
    public async Task RecordAsync_ClockOfGitHubIsAnother_JobIsOverForWhoeverHadTheRegistrationByThatClock(int skew, int began, bool over)
    {
        var (runner, host) = await StartedAsync();
        var free = runner.StateSince + TimeSpan.FromSeconds(skew);
        var step = new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Minted, GitHubId: 77) { Registration = "uat-1-former", FreeAt = free };
        Assert.True(await Store.AdvanceAsync(step, host, CancellationToken.None));
        Assert.True(await Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Minted, RunnerState.Busy), host, CancellationToken.None));
        var job = Some.Job(5, GitHubJobStatus.Completed, runner: "uat-1-former", runnerId: 77);

        // GitHub tells whole seconds; when it ended says nothing of whose it was.
        await RecordAsync(job with { StartedAt = free + TimeSpan.FromSeconds(began - 0.9), CompletedAt = free + TimeSpan.FromMinutes(5) });

        Assert.Equal(over, Assert.Single((await LoadAsync()).Runners).JobOverSince is not null);
        Assert.Equal(over, Assert.Single(await Store.RunnersOfAsync("here", CancellationToken.None)).JobOverSince is not null);
    }

    [Fact]
    public async Task MarkAsync_PhantomAgain_IsToldAnew()
    {
        var (runner, host) = await StartedAsync();
        await Store.MarkAsync(RunnerDoubt.Phantom, [runner.Id], [runner.Id], host, CancellationToken.None);
        var first = Assert.Single((await LoadAsync()).Runners);
        Assert.Equal(first.PhantomSince, first.PhantomToldAt);
        Later();

        await Store.MarkAsync(RunnerDoubt.Phantom, [runner.Id], [runner.Id], host, CancellationToken.None);
        Assert.True(Assert.Single((await LoadAsync()).Runners).PhantomToldAt > first.PhantomToldAt);

        await Store.MarkAsync(RunnerDoubt.Phantom, [runner.Id], [], host, CancellationToken.None);
        Assert.Null(Assert.Single((await LoadAsync()).Runners).PhantomToldAt);
    }

    [Theory]
    [InlineData("Silent")]
    [InlineData("Phantom")]
    public async Task MarkAsync_Doubted_IsSoSinceTheFirstTimeUntilItIsNot(string doubt)
    {
        var (runner, host) = await StartedAsync();
        await MarkAsync(runner.Id);
        var since = await SinceAsync();
        Later();
        await MarkAsync(runner.Id);

        Assert.NotNull(since);
        Assert.Equal(since, await SinceAsync());
        await MarkAsync();
        Assert.Null(await SinceAsync());

        Task MarkAsync(params long[] doubted) => Store.MarkAsync(Enum.Parse<RunnerDoubt>(doubt), [runner.Id], doubted, host, CancellationToken.None);
        async Task<DateTimeOffset?> SinceAsync() =>
            Assert.Single((await LoadAsync()).Runners) is var one && doubt == "Silent" ? one.SilentSince : one.PhantomSince;
    }

    [Fact]
    public async Task MarkAsync_LeaseThatChangedHands_ChangesNothing()
    {
        var (runner, _) = await StartedAsync();
        var former = await Leases.LeaseAsync("leader", duration: TimeSpan.Zero);
        await Leases.LeaseAsync("leader", "another");

        await Store.MarkAsync(RunnerDoubt.Phantom, [runner.Id], [runner.Id], former, CancellationToken.None);

        Assert.Null(Assert.Single((await LoadAsync()).Runners).PhantomSince);
    }
}
