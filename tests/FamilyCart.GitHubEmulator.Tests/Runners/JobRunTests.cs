using System.Text.RegularExpressions;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Tests.Support;

namespace FamilyCart.GitHubEmulator.Tests.Runners;

public sealed partial class JobRunTests
{
    [Fact]
    public async Task Run_OneJob_SaysAndDoesWhatTheRealOneDoes()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("uat-runner-1");

        var run = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Run, Text: "echo hello from $RUNNER_NAME"))));

        Assert.Equal(0, await runner.ExitAsync());
        var job = world.JobOf(run.Jobs[0].Id);
        Assert.Equal((JobLife.Completed, "success", 1, "uat-runner-1"), (job.Life, job.Conclusion, job.Executions, job.Runner));
        Assert.Empty(world.Control.Runners);
        Assert.Matches(Lines(), runner.Output);
        Assert.Contains("hello from uat-runner-1", runner.Log("Worker"), StringComparison.Ordinal);
        Assert.False(runner.Has(".runner"));
    }

    [Fact]
    public async Task Run_StepThatFails_ConcludesFailureAndExitsWith0()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");

        var run = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Run, Text: "exit 3"), new JobStep(StepKind.Run, Text: "echo never"))));

        Assert.Equal(0, await runner.ExitAsync());
        Assert.Equal("failure", world.JobOf(run.Jobs[0].Id).Conclusion);
        Assert.Contains("completed with result: Failed", runner.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("never", runner.Log("Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Hooks_FindWhoseJobItIs()
    {
        await using var world = await World.StartAsync();
        var hook = Path.GetTempFileName();
        await File.WriteAllTextAsync(hook, "echo hook:$GITHUB_RUN_ID:$GITHUB_RUN_ATTEMPT:$GITHUB_JOB:$GITHUB_REPOSITORY:$GITHUB_WORKFLOW:$RUNNER_NAME\n");
        var runner = await world.StartListeningAsync("one", new Dictionary<string, string>
        {
            ["ACTIONS_RUNNER_HOOK_JOB_STARTED"] = hook,
            ["ACTIONS_RUNNER_HOOK_JOB_COMPLETED"] = hook,
        });

        var run = world.Control.Queue(World.Run(World.Job()));

        Assert.Equal(0, await runner.ExitAsync());
        Assert.Equal(2, Regex.Count(runner.Log("Worker"), $"hook:{run.Id}:1:build:family/cart:CI:one"));
        File.Delete(hook);
    }

    [Fact]
    public async Task Run_StartedHookFails_FailsTheJobAndSkipsItsSteps()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one", new Dictionary<string, string> { ["ACTIONS_RUNNER_HOOK_JOB_STARTED"] = "/no/such/hook.sh" });

        var run = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Run, Text: "echo never"))));

        Assert.Equal(0, await runner.ExitAsync());
        Assert.Equal("failure", world.JobOf(run.Jobs[0].Id).Conclusion);
        Assert.DoesNotContain("never", runner.Log("Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CancelledWhileBusy_EndsTheJobAsCancelled()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");
        var run = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Sleep, 600))));
        await world.UntilAsync(run.Jobs[0].Id, JobLife.Acquired);

        Assert.True(world.Control.Cancel(run.Jobs[0].Id));

        Assert.Equal(0, await runner.ExitAsync());
        Assert.Equal("cancelled", world.JobOf(run.Jobs[0].Id).Conclusion);
    }

    [GeneratedRegex("""
        √ Connected to GitHub

        Current runner version: '[0-9.]+'
        [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z: Listening for Jobs
        [0-9-]{10} [0-9:]{8}Z: Running job: build
        [0-9-]{10} [0-9:]{8}Z: Job build completed with result: Succeeded
        """)]
    private static partial Regex Lines();
}
