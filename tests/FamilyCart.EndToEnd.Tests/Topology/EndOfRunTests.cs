namespace FamilyCart.EndToEnd.Tests.Topology;

[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class EndOfRunTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly TopologyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Interrupt_Starting_LeavesNothing()
    {
        using var command = _run.Start();
        await UntilAsync(() => command.Said.Contains("uat-db", StringComparison.Ordinal));
        var processes = ProcessSnapshot.Of(command.Id);

        await command.SignalAsync("INT");
        var result = await command.EndAsync(s_limit);

        Assert.Equal(0, result.ExitCode);
        await _run.AssertNothingLeftAsync(processes);
    }

    [Fact]
    public async Task Kill_Running_LeavesNothingAndTheNextRunGivesTheSameTableAndStops()
    {
        TopologyDescription first;
        using (var command = _run.Start())
        {
            first = await _run.HealthyAsync(command);
            var processes = ProcessSnapshot.Of(command.Id);
            await command.SignalAsync("KILL");
            await command.EndAsync(s_limit);

            // The orchestrator notices by itself, asks every program to end, insists after some seconds, and ends as the last.
            await _run.AssertNothingLeftAsync(processes);
        }

        using var next = _run.Start();
        var second = await _run.HealthyAsync(next);
        Assert.Equal(first.Table, second.Table);
        var running = ProcessSnapshot.Of(next.Id);

        // How long it takes belongs to tests/bench/topology.sh.
        await next.SignalAsync("INT");
        var result = await next.EndAsync(s_limit);

        Assert.Equal(0, result.ExitCode);
        await _run.AssertNothingLeftAsync(running);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var end = DateTime.UtcNow + s_limit; !condition(); await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < end);
        }
    }
}
