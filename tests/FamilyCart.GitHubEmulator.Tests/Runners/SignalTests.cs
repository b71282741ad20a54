using System.Diagnostics;
using System.Globalization;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Tests.Support;

namespace FamilyCart.GitHubEmulator.Tests.Runners;

public sealed class SignalTests
{
    private static readonly JobStep s_long = new(StepKind.Sleep, 600);

    [Fact]
    public async Task Interrupt_Idle_ExitsWith0AndLeavesTheFiles()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");

        runner.Signal(RunnerProcess.Interrupt);

        Assert.Equal(0, await runner.ExitAsync());
        Assert.True(runner.Has(".runner") && runner.Has(".credentials") && runner.Has(".credentials_rsaparams"));
        Assert.False(Assert.Single(world.Control.Runners).Online);
    }

    [Fact]
    public async Task Interrupt_Busy_FailsTheJobAndExitsWith0()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");
        var run = world.Control.Queue(World.Run(World.Job("build", s_long)));
        await world.UntilAsync(run.Jobs[0].Id, JobLife.Acquired);

        runner.Signal(RunnerProcess.Interrupt);

        Assert.Equal(0, await runner.ExitAsync());
        Assert.Equal("failure", world.JobOf(run.Jobs[0].Id).Conclusion);
    }

    [Fact]
    public async Task Terminate_Idle_ExitsWith143()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");

        runner.Signal(RunnerProcess.Terminate);

        Assert.Equal(143, await runner.ExitAsync());
    }

    [Fact]
    public async Task Kill_Busy_LeavesTheWorkerWhichCompletesTheJob()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");
        var (started, go) = (Path.Combine(runner.Root, "started"), Path.Combine(runner.Root, "go"));
        var script = $"echo $PPID > {started}.new; mv {started}.new {started}; until [ -e {go} ]; do sleep 0.05; done; echo survived";
        var run = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Run, Text: script))));
        using var worker = Process.GetProcessById(int.Parse(await ReadAsync(started), CultureInfo.InvariantCulture));

        runner.Signal(RunnerProcess.Kill);
        Assert.Equal(137, await runner.ExitAsync());
        Assert.False(worker.HasExited);
        await File.WriteAllTextAsync(go, string.Empty);

        await world.UntilAsync(run.Jobs[0].Id, JobLife.Completed);
        Assert.Equal(("success", 1), (world.JobOf(run.Jobs[0].Id).Conclusion, world.JobOf(run.Jobs[0].Id).Executions));
        await worker.WaitForExitAsync();
        Assert.Contains("survived", runner.Log("Worker"), StringComparison.Ordinal);
    }

    // Once the file is there.
    private static async Task<string> ReadAsync(string path)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!File.Exists(path))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        }

        return await File.ReadAllTextAsync(path, limit.Token);
    }
}
