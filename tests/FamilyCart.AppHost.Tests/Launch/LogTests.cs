using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Tests.Support;
using Spectre.Console;

namespace FamilyCart.AppHost.Tests.Launch;

public sealed class LogTests
{
    [Fact]
    public async Task ReadAsync_LongLog_ReturnsItsEnd()
    {
        var lines = await LogTail.ReadAsync(Log([["1", "2"], ["3", "4", "5"]]), 3, TimeProvider.System, CancellationToken.None);

        Assert.Equal(["3", "4", "5"], lines);
    }

    [Fact]
    public async Task ReadAsync_LiveLog_ReturnsWhenItIsQuiet()
    {
        var lines = await LogTail.ReadAsync(Log([["only"]], endless: true), 3, TimeProvider.System, CancellationToken.None);

        Assert.Equal(["only"], lines);
    }

    [Fact]
    public async Task ReadAsync_ChattyLog_ReturnsItsEndAtTheLimit()
    {
        var reading = LogTail.ReadAsync(Chatter(), 3, TimeProvider.System, CancellationToken.None);

        Assert.Equal(3, (await reading.WaitAsync(TimeSpan.FromSeconds(120))).Count);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_ReturnsWhatThereIs() =>
        Assert.Empty(await LogTail.ReadAsync(Log([], endless: true), 3, TimeProvider.System, new CancellationToken(canceled: true)));

    [Fact]
    public async Task ShowAsync_LogOfTwoBatches_NamesTheResourceBeforeEveryLine()
    {
        using var output = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

        await LogFollower.ShowAsync(Log([["one"], ["two [not markup]"]]), "uat-db", new LaunchConsole(terminal, TextWriter.Null), CancellationToken.None);

        Assert.Equal(["uat-db                  | one", "uat-db                  | two [not markup]"], output.ToString().TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task WriteAsync_LinkInItsPlace_IsReplacedAndNotFollowed()
    {
        using var folder = new TemporaryFolder();
        var victim = folder.Write("victim", "precious");
        File.CreateSymbolicLink(folder.Below("x.log"), victim);

        await LogFile.WriteAsync(Log([["one"]]), folder.Below("x.log"), CancellationToken.None);

        Assert.Equal("precious", await File.ReadAllTextAsync(victim));
        Assert.Equal(["one"], await File.ReadAllLinesAsync(folder.Below("x.log")));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task WriteAsync_LiveLog_WritesLinesUntilOver()
    {
        using var folder = new TemporaryFolder();
        using var over = new CancellationTokenSource();
        var writing = LogFile.WriteAsync(Log([["one"], ["two"]], endless: true), folder.Below("x.log"), over.Token);
        await over.CancelAsync();
        await writing;

        Assert.Equal(["one", "two"], await File.ReadAllLinesAsync(folder.Below("x.log")));
    }

    /// <summary>Never quiet for as long as a second, and never over.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> Chatter()
    {
        for (var number = 0; ; number++)
        {
            yield return [new LogLine(number, "still here", IsErrorMessage: false)];
            await Task.Delay(1);
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> Log(
        string[][] batches, bool endless = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var batch in batches)
        {
            yield return [.. batch.Select((text, number) => new LogLine(number, text, IsErrorMessage: false))];
        }

        if (endless)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }
}
