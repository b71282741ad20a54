using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Scripts;

public sealed class FeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exit 0", "official")]
    [InlineData("echo 'error NU1101: Unable to find package Aspire.Hosting.'; exit 1", "restricted")]
    public async Task NeedFeed_FeedAnswers_IsAskedOnceAndRemembered(string restore, string feed)
    {
        Restore($"echo asked >> {_folder.File("calls")}; {restore}");

        var first = await NeedFeedAsync();
        var second = await NeedFeedAsync();

        Assert.Equal((0, feed), (first.ExitCode, first.Output.Trim()));
        Assert.Equal((0, feed), (second.ExitCode, second.Output.Trim()));
        Assert.Empty(first.Errors);
        Assert.Single(await File.ReadAllLinesAsync(_folder.File("calls")));
        Assert.Equal(feed, (await File.ReadAllTextAsync(_folder.File(".package-feed"))).Trim());
    }

    [Fact]
    public async Task NeedFeed_FeedUnreachable_TakesRestrictedAndForgets()
    {
        Restore("echo 'error NU1301: Unable to load the service index.'; exit 1");

        var result = await NeedFeedAsync();

        Assert.Equal("restricted", result.Output.Trim());
        Assert.Contains("did not answer", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File(".package-feed")));
    }

    [Fact]
    public async Task NeedFeed_Wanted_OverrulesWhatWasRemembered()
    {
        Restore("exit 0");
        await File.WriteAllTextAsync(_folder.File(".package-feed"), "restricted\n");

        var result = await NeedFeedAsync("official");

        Assert.Equal("official", result.Output.Trim());
        Assert.Equal("official", (await NeedFeedAsync()).Output.Trim());
    }

    [Fact]
    public async Task NeedFeed_RememberedNonsense_EndsWith2AndOneSentence()
    {
        await File.WriteAllTextAsync(_folder.File(".package-feed"), "both\n");

        var result = await NeedFeedAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(".package-feed says 'both'", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private void Restore(string script) => _folder.Program("bin", "dotnet", script);

    private Task<CommandResult> NeedFeedAsync(string wanted = "") =>
        RunningCommand.RunAsync(
            ["bash", "-c", """set -euo pipefail; source "$1/say.sh"; source "$1/feed.sh"; need_feed "$2"; echo "$feed" """, "run", Repository.File("build"), wanted],
            new Dictionary<string, string>
            {
                ["root"] = _folder.Path,
                ["PATH"] = $"{_folder.Folder("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            });
}
