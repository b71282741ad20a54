using System.Globalization;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Topology;

[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class RunScriptTests : IDisposable
{
    private readonly TopologyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Run_SmokeThenFresh_PassesRemovesItsDataAndLeavesNothing()
    {
        // A machine that does something else as well is slow, and no fault.
        var smoke = await RunAsync("--smoke", "Launch:Timeout=300");

        Assert.True(smoke.ExitCode == 0, $"exit code {smoke.ExitCode}: {smoke.Errors}\n{smoke.Output}");
        var description = TopologyDescription.Read(_run.DescriptionFile);
        Assert.NotEmpty(description.Smoke!);
        Assert.All(description.Smoke!, step => Assert.Null(step.Error));
        await _run.AssertNothingLeftAsync(new ProcessSnapshot([]));

        var refused = await RunAsync("--smoke", "--fresh");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--yes", refused.ErrorLines[^1], StringComparison.Ordinal);
        Assert.True(File.Exists(_run.DataMarker));

        // With a setting that ends the run before it would make the data again.
        var removed = await RunAsync("--fresh", "--yes", "Launch:Timeout=0");

        Assert.Equal(2, removed.ExitCode);
        Assert.Contains("Launch:Timeout", removed.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_run.DataMarker));
    }

    private Task<CommandResult> RunAsync(params string[] options) => RunningCommand.RunAsync(
        [
            Repository.File("run"), "--no-install", "--processes", "--name", "e2e", "--json", _run.DescriptionFile,
            "--port-offset", _run.Offset.ToString(CultureInfo.InvariantCulture), .. options,
        ],
        _run.Environment,
        TimeSpan.FromMinutes(8));
}
