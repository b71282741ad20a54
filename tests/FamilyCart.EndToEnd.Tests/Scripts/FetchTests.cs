using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Scripts;

public sealed class FetchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_PathsGiven_PrintsThem()
    {
        _folder.Program("given", "dcp", "exit 0");
        _folder.Program("given", "aspire-managed", "exit 0");

        var result = await FetchAsync(new()
        {
            ["ASPIRE_DCP_PATH"] = _folder.File("given/dcp"),
            ["ASPIRE_DASHBOARD_PATH"] = _folder.File("given/aspire-managed"),
        });

        Assert.Equal($"dcp={_folder.File("given/dcp")}\ndashboard={_folder.File("given/aspire-managed")}\n", result.Output);
    }

    [Theory]
    [InlineData("13.5.4+abc|1|2", "0")]
    [InlineData("13.5.40+abc|1|2", "1")]
    [InlineData("13.4.0+abc|1|2", "1")]
    public async Task Fetch_CliOnTheMachine_IsTakenOnlyIfItsVersionIsTheSame(string bundleVersion, string exitCode)
    {
        Bundle(".aspire/bundle");
        await File.WriteAllTextAsync(_folder.File(".aspire/.aspire-bundle-version"), bundleVersion);
        _folder.Program("bin", "npm", "exit 1");

        var result = await FetchAsync([]);

        Assert.Equal(exitCode, $"{result.ExitCode}");
        Assert.Equal(exitCode == "0", result.Output.Contains(_folder.File(".aspire/bundle/dcp/dcp"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_AlreadyInCache_NeedsNoNpm()
    {
        Bundle(".cache/familycart/aspire-13.5.4/bundle");
        _folder.Program("bin", "npm", $"touch {_folder.File("asked")}; exit 1");

        var result = await FetchAsync([]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(_folder.File(".cache/familycart/aspire-13.5.4/bundle/managed/aspire-managed"), result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("asked")));
    }

    [Theory]
    [InlineData("""echo forged > "$4/package.tgz" """, "the npm package's content is not the pinned one")]
    [InlineData("echo 'npm error code ENOTFOUND' >&2; exit 1", "npm could not fetch @microsoft/aspire-cli-linux-x64@13.5.4 (npm error code ENOTFOUND)")]
    public async Task Fetch_PackageNotToBeHad_SaysWhyAndWhatToInstallAndLeavesNothing(string npm, string said)
    {
        _folder.Program("bin", "npm", npm);

        var result = await FetchAsync([]);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        var sentence = result.ErrorLines[^1];
        Assert.Contains(said, sentence, StringComparison.Ordinal);
        Assert.Contains("install Node.js 20 or later with npm, or the Aspire CLI 13.5.4", sentence, StringComparison.Ordinal);
        Assert.Equal([".aspire-13.5.4.lock"], Directory.EnumerateFileSystemEntries(_folder.File(".cache/familycart")).Select(Path.GetFileName));
    }

    private void Bundle(string folder)
    {
        _folder.Program($"{folder}/dcp", "dcp", "exit 0");
        _folder.Program($"{folder}/managed", "aspire-managed", "exit 0");
    }

    private Task<CommandResult> FetchAsync(Dictionary<string, string> environment)
    {
        environment["HOME"] = _folder.Path;
        environment["XDG_CACHE_HOME"] = _folder.File(".cache");
        environment["PATH"] = $"{_folder.Folder("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        return RunningCommand.RunAsync([Repository.File("shims/Aspire.AppHost.Sdk/fetch.sh")], environment);
    }
}
