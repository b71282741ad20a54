using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Tests.Support;

namespace FamilyCart.GitHubEmulator.Tests.Jobs;

public sealed class DispatchTests
{
    [Fact]
    public async Task Dispatch_LabelsOrRepositoryDoNotFit_LeavesTheJobQueued()
    {
        await using var world = await World.StartAsync();
        await world.StartListeningAsync("one");

        var job = world.Control.Queue(World.Run(new JobRequest("build", ["self-hosted", "gpu"]))).Jobs[0];
        var foreign = world.Control.Queue(World.Run(World.Job()) with { Repository = "family/other" }).Jobs[0];
        var fitting = world.Control.Queue(World.Run(new JobRequest("build", ["UAT"]))).Jobs[0];

        Assert.Equal((JobLife.Queued, JobLife.Queued, JobLife.Dispatched), (job.Life, foreign.Life, fitting.Life));
    }

    [Fact]
    public async Task Dispatch_MoreJobsThanRunners_EachRunsOnce()
    {
        await using var world = await World.StartAsync();
        await world.StartRunnerAsync("one");
        await world.StartRunnerAsync("two");

        world.Control.Queue(World.Run(World.Job("first"), World.Job("second"), World.Job("third")));
        await world.UntilAsync(control => control.Jobs.Count(job => job.Life == JobLife.Completed) == 2);
        await world.StartRunnerAsync("three");
        await world.UntilAsync(control => control.Jobs.All(job => job.Life == JobLife.Completed));

        Assert.All(world.Control.Jobs, job => Assert.Equal((1, "success"), (job.Executions, job.Conclusion)));
        Assert.Equal(["one", "three", "two"], world.Control.Jobs.Select(job => job.Runner!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rerun_OfACompletedRun_IsItsNextAttemptWithNewJobs()
    {
        await using var world = await World.StartAsync();
        var run = world.Control.Queue(World.Run(World.Job()));
        Assert.False(world.Control.Rerun(run.Id));
        Assert.True(world.Control.Cancel(run.Jobs[0].Id));

        await GitHubClient.JsonAsync(await world.GitHub.PostAsync($"repos/{World.Repository}/actions/runs/{run.Id}/rerun"));

        var latest = await world.GitHub.JsonAsync($"repos/{World.Repository}/actions/runs/{run.Id}/jobs");
        var all = await world.GitHub.JsonAsync($"repos/{World.Repository}/actions/runs/{run.Id}/jobs?filter=all");
        Assert.Equal((2, "queued"), (latest["jobs"]![0]!["run_attempt"]!.GetValue<int>(), latest["jobs"]![0]!["status"]!.GetValue<string>()));
        Assert.Equal(2, all["total_count"]!.GetValue<int>());
        Assert.Equal(1, (await world.GitHub.JsonAsync($"repos/{World.Repository}/actions/runs?status=queued"))["total_count"]!.GetValue<int>());
        Assert.Equal(0, (await world.GitHub.JsonAsync($"repos/{World.Repository}/actions/runs?status=in_progress"))["total_count"]!.GetValue<int>());
    }
}
