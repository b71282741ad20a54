using System.Diagnostics;

namespace FamilyCart.EndToEnd.Tests.Topology;

[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class EndOfRunTests : IDisposable
{
    private readonly TopologyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Interrupt_Running_StopsIn10SecondsAndLeavesNothing()
    {
        using var command = _run.Start();
        await _run.HealthyAsync(command);
        var processes = ProcessSnapshot.Of(command.Id);

        var watch = Stopwatch.StartNew();
        await command.SignalAsync("INT");
        var result = await command.EndAsync(TimeSpan.FromSeconds(60));
        var seconds = watch.Elapsed.TotalSeconds;

        Assert.Equal(0, result.ExitCode);
        await _run.AssertNothingLeftAsync(processes);
        Assert.InRange(seconds, 0, 10);
    }

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
    public async Task Kill_Running_LeavesNothingAndTheNextRunGivesTheSameTable()
    {
        TopologyDescription first;
        using (var command = _run.Start())
        {
            first = await _run.HealthyAsync(command);
            var processes = ProcessSnapshot.Of(command.Id);
            await command.SignalAsync("KILL");
            await command.EndAsync(TimeSpan.FromSeconds(10));

            // The orchestrator notices by itself, asks every program to end, and insists after some seconds.
            await _run.AssertNothingLeftAsync(processes, seconds: 10);
        }

        using var next = _run.Start();
        var second = await _run.HealthyAsync(next);
        await next.SignalAsync("INT");
        await next.EndAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(first.Table, second.Table);
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
