using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Scripts;

public sealed class MissingProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("git", "git is not in PATH; install it")]
    [InlineData("dotnet", "the .NET SDK is not in PATH; install .NET 10")]
    [InlineData("node", "Node.js is not in PATH; install Node.js")]
    public async Task Run_ToolMissing_EndsWith8AndOneSentence(string tool, string said)
    {
        var result = await RunAsync("run", TrimmedPath.Create(_folder.Folder("bin"), tool));

        Assert.Equal(8, result.ExitCode);
        Assert.Contains(said, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SdkTooOld_EndsWith8AndOneSentence()
    {
        var path = TrimmedPath.Create(_folder.Folder("bin"), "dotnet");
        _folder.Program("bin", "dotnet", "echo 'A compatible .NET SDK was not found.' >&2; exit 155");

        var result = await RunAsync("run", path);

        Assert.Equal(8, result.ExitCode);
        Assert.Contains("no installed .NET SDK suits global.json", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task Script_PackagesMissingAndNoInstall_EndsWith9AndNamesThemAndTheCommand(string script)
    {
        // Without docker and podman nothing runs as a container.
        var path = TrimmedPath.Create(_folder.Folder("bin"), "redis-server", "prometheus-alertmanager", "alertmanager", "docker", "podman");

        var result = await RunAsync(script, path, ["--no-install"]);

        Assert.Equal(9, result.ExitCode);
        var sentence = Assert.Single(result.ErrorLines);
        Assert.Contains("redis-server, prometheus-alertmanager", sentence, StringComparison.Ordinal);
        Assert.Contains("sudo build/install.sh redis-server prometheus-alertmanager", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", null, false)]
    [InlineData("test", null, true)]
    [InlineData("test", "--fast", false)]
    public async Task Script_WithoutABrowser_MissesItOnlyWhereTestsLookAtTheDashboard(string script, string? option, bool missed)
    {
        var path = TrimmedPath.Create(
            _folder.Folder("bin"), "redis-server", "chromium", "chromium-browser", "google-chrome", "docker", "podman");

        var result = await RunAsync(script, path, option is null ? ["--no-install"] : ["--no-install", option]);

        Assert.Equal(9, result.ExitCode);
        Assert.Equal(missed, Assert.Single(result.ErrorLines).Contains("chromium", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_PostgresMissingAndNoApt_EndsWith9AndSaysWhatToInstall()
    {
        var path = TrimmedPath.Create(_folder.Folder("bin"), "apt-get", "docker", "podman");

        var result = await RunAsync("run", path, programs: _folder.Folder("no-postgres"));

        Assert.Equal(9, result.ExitCode);
        var sentence = Assert.Single(result.ErrorLines);
        Assert.Contains("postgresql", sentence, StringComparison.Ordinal);
        Assert.Contains("no apt-get", sentence, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(string script, string path, string[]? options = null, string? programs = null)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = path };
        if (programs is not null)
        {
            environment["FAMILYCART_POSTGRES_ROOT"] = programs;
            environment["FAMILYCART_SYSTEM_FOLDERS"] = path;
        }

        return RunningCommand.RunAsync(["/bin/bash", Repository.File(script), .. options ?? []], environment);
    }
}
