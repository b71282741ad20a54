using System.Diagnostics;

namespace FamilyCart.EndToEnd.Tests.Topology;

[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class EndOfRunTests : IDisposable
{
    private readonly TopologyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Interrupt_Starting_LeavesNothing()
    {
        using var command = _run.Start();
        await UntilAsync(() => command.Said.Contains("uat-db", StringComparison.Ordinal));
        var processes = ProcessSnapshot.Of(command.Id);

        await command.SignalAsync("INT");
        var result = await command.EndAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(0, result.ExitCode);
        await _run.AssertNothingLeftAsync(processes);
    }

    [Fact]
    public async Task Kill_Running_LeavesNothingAndTheNextRunGivesTheSameTableAndStopsIn10Seconds()
    {
        TopologyDescription first;
        using (var command = _run.Start())
        {
            first = await _run.HealthyAsync(command);
            var processes = ProcessSnapshot.Of(command.Id);
            await command.SignalAsync("KILL");
            await command.EndAsync(TimeSpan.FromSeconds(10));

            // The orchestrator notices by itself, asks every program to end, insists after some seconds, and ends as the last: after
            // seven seconds on a quiet machine, and on a busy one after more than ten.
            await _run.AssertNothingLeftAsync(processes, seconds: 60);
        }

        using var next = _run.Start();
        var second = await _run.HealthyAsync(next);
        Assert.Equal(first.Table, second.Table);
        var running = ProcessSnapshot.Of(next.Id);

        var watch = Stopwatch.StartNew();
        await next.SignalAsync("INT");
        var result = await next.EndAsync(TimeSpan.FromSeconds(60));
        var seconds = watch.Elapsed.TotalSeconds;

        Assert.Equal(0, result.ExitCode);
        await _run.AssertNothingLeftAsync(running);
        Assert.InRange(seconds, 0, 10);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 600 && !condition(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(condition());
    }
}
