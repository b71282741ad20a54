using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Tests.Support;

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
    public async Task WriteAsync_LiveLog_WritesLinesUntilOver()
    {
        using var folder = new TemporaryFolder();
        using var over = new CancellationTokenSource();
        var writing = LogFile.WriteAsync(Log([["one"], ["two"]], endless: true), folder.Below("x.log"), over.Token);
        await over.CancelAsync();
        await writing;

        Assert.Equal(["one", "two"], await File.ReadAllLinesAsync(folder.Below("x.log")));
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
