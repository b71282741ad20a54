using Aspire.DashboardService.Proto.V1;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.ResourceService;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class ConsoleLogTests
{
    private const string Method = "WatchResourceConsoleLogs";

    [Fact]
    public async Task Watch_Opened_SendsWhatWasWrittenAndThenWhatFollows()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        await run.PublishAsync(new Thing("thing"), "Running");
        var console = run.Loggers.Console("thing");
        console.Write("one", isError: false);
        console.Write("two", isError: true);
        using var reply = await run.CallAsync(Method, new WatchResourceConsoleLogsRequest { ResourceName = "thing" });

        var written = await reply.NextAsync(WatchResourceConsoleLogsUpdate.Parser);
        console.Write("three", isError: false);
        var next = await reply.NextAsync(WatchResourceConsoleLogsUpdate.Parser);

        Assert.Equal([(1, "one", false), (2, "two", true)], written!.LogLines.Select(l => (l.LineNumber, l.Text, l.IsStdErr)));
        Assert.Equal([(3, "three", false)], next!.LogLines.Select(l => (l.LineNumber, l.Text, l.IsStdErr)));
    }

    [Fact]
    public async Task Watch_WithoutFollowing_EndsAfterWhatWasWritten()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        await run.PublishAsync(new Thing("thing"), "Running");
        run.Loggers.Console("thing").Write("one", isError: false);
        using var reply = await run.CallAsync(Method, new WatchResourceConsoleLogsRequest { ResourceName = "thing", SuppressFollow = true });

        Assert.Single((await reply.NextAsync(WatchResourceConsoleLogsUpdate.Parser))!.LogLines);
        Assert.Equal((0, null), await reply.EndAsync());
    }

    [Fact]
    public async Task Watch_UnknownResource_IsNotFound()
    {
        await using var run = await ResourceServiceRun.StartAsync();

        using var reply = await run.CallAsync(Method, new WatchResourceConsoleLogsRequest { ResourceName = "nothing" });

        Assert.Equal((5, "There is no resource 'nothing'."), await reply.EndAsync());
    }

    [Fact]
    public async Task Lines_DashboardThatDoesNotRead_LoseTheOldest()
    {
        var lines = new ConsoleLines();
        await lines.FollowAsync(Written(Enumerable.Repeat("x", ConsoleLines.Kept + 5)), CancellationToken.None);

        var numbers = (await AllAsync(lines)).SelectMany(u => u.LogLines).Select(l => l.LineNumber).ToArray();

        Assert.Equal(Enumerable.Range(6, ConsoleLines.Kept), numbers);
    }

    [Fact]
    public async Task Lines_LongOnes_KeepEveryMessageBelowTheLimit()
    {
        var lines = new ConsoleLines();
        await lines.FollowAsync(Written([new string('a', 700_000), new string('b', 700_000), new string('€', 3_000_000), "end"]), CancellationToken.None);

        var updates = await AllAsync(lines);

        Assert.All(updates, u => Assert.InRange(u.CalculateSize(), 1, 4 * 1024 * 1024));
        Assert.Equal(["a", "b", "€", "end"], updates.SelectMany(u => u.LogLines).Select(l => l.Text.Length > 3 ? l.Text[..1] : l.Text));
    }

    private static async Task<List<WatchResourceConsoleLogsUpdate>> AllAsync(ConsoleLines lines)
    {
        var updates = new List<WatchResourceConsoleLogsUpdate>();
        while (await lines.NextAsync(CancellationToken.None) is { } update)
        {
            updates.Add(update);
        }

        return updates;
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> Written(IEnumerable<string> lines)
    {
        yield return [.. lines.Select((line, index) => new LogLine(index + 1, line, IsErrorMessage: false))];
        await Task.CompletedTask;
    }
}
