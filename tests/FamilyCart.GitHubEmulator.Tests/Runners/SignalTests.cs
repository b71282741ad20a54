using System.Diagnostics;
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
        var go = Path.Combine(runner.Root, "go");
        var run = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Run, Text: $"until [ -e {go} ]; do sleep 0.05; done; echo survived"))));
        await world.UntilAsync(run.Jobs[0].Id, JobLife.Acquired);
        var worker = await WorkerAsync(runner.Id);

        runner.Signal(RunnerProcess.Kill);
        Assert.Equal(137, await runner.ExitAsync());
        Assert.False(worker.HasExited);
        await File.WriteAllTextAsync(go, string.Empty);

        await world.UntilAsync(run.Jobs[0].Id, JobLife.Completed);
        Assert.Equal(("success", 1), (world.JobOf(run.Jobs[0].Id).Conclusion, world.JobOf(run.Jobs[0].Id).Executions));
        await worker.WaitForExitAsync();
        Assert.Contains("survived", runner.Log("Worker"), StringComparison.Ordinal);
    }

    // The listener has acquired the job a moment before it starts its worker.
    private static async Task<Process> WorkerAsync(int listener)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var found = Process.GetProcessesByName("Runner.Worker").FirstOrDefault(process => ParentOf(process.Id) == listener);
            if (found is not null)
            {
                return found;
            }

            await Task.Yield();
        }
    }

    private static int ParentOf(int process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
