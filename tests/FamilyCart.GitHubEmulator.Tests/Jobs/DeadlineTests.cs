using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.GitHubEmulator.Tests.Jobs;

public sealed class DeadlineTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task HandedToADeadListener_IsTakenBackAfterTwelveMinutes()
    {
        await using var world = await World.StartAsync(time: _time);
        world.Control.Add(new Fault(FaultKind.DeadListener, Runner: "one", Times: 1));
        await world.StartListeningAsync("one");
        var job = world.Control.Queue(World.Run(World.Job())).Jobs[0];
        Assert.Equal((JobLife.Dispatched, "queued"), (job.Life, job.Status));

        _time.Advance(TimeSpan.FromMinutes(11));
        world.Control.Sweep();
        Assert.Equal(JobLife.Dispatched, world.JobOf(job.Id).Life);
        _time.Advance(TimeSpan.FromMinutes(1));
        world.Control.Sweep();

        await world.UntilAsync(job.Id, JobLife.Completed);
        var after = world.JobOf(job.Id);
        Assert.Equal(("success", 1), (after.Conclusion, after.Executions));
        Assert.Equal(["one", "one"], after.Dispatches);
    }

    [Fact]
    public async Task RunnerLost_FailsTheJobAfterTenMinutes()
    {
        await using var world = await World.StartAsync(time: _time);
        var runner = await world.StartListeningAsync("one");
        var job = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Sleep, 600)))).Jobs[0];
        await world.UntilAsync(job.Id, JobLife.Acquired);
        await runner.DisposeAsync();

        _time.Advance(TimeSpan.FromMinutes(10));
        world.Control.Sweep();

        Assert.Equal("failure", world.JobOf(job.Id).Conclusion);
    }

    [Fact]
    public async Task QueuedForADay_IsCancelled()
    {
        await using var world = await World.StartAsync(time: _time);
        var job = world.Control.Queue(World.Run(World.Job())).Jobs[0];

        _time.Advance(TimeSpan.FromDays(1));
        world.Control.Sweep();

        Assert.Equal("cancelled", world.JobOf(job.Id).Conclusion);
    }

    [Fact]
    public async Task OfflineForADay_AnEphemeralRunnerIsForgotten()
    {
        await using var world = await World.StartAsync(time: _time);
        await world.MintAsync("one");

        _time.Advance(TimeSpan.FromHours(23));
        world.Control.Sweep();
        Assert.Single(world.Control.Runners);
        _time.Advance(TimeSpan.FromHours(1));
        world.Control.Sweep();

        Assert.Empty(world.Control.Runners);
    }
}
