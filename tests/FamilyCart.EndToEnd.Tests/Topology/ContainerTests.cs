using System.Diagnostics;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>PostgreSQL and Redis as containers of a real engine.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
[Trait("Needs", "Engine")]
public sealed class ContainerTests : IAsyncLifetime, IDisposable
{
    // Longer than Launch:Timeout, so that a run that is too slow says so itself.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(420);

    private readonly TopologyRun _run = new();
    private ContainerEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await ContainerEngine.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Run_EngineAndImages_UsesContainersAndLeavesOnlyItsVolumes()
    {
        var before = await VolumesAsync();
        using (var smoke = Start("containers", "--Launch:Smoke", "true"))
        {
            var result = await smoke.EndAsync(s_limit);
            Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        }

        var description = TopologyDescription.Read(_run.DescriptionFile);
        var containers = description.Resources.Where(resource => resource.Kind == "container").ToList();
        Assert.Equal(["uat-db", "uat-redis"], containers.Where(container => container.Health == "healthy").Select(container => container.Name));
        // Their images are nowhere, and nothing waited for them.
        Assert.Equal(["uat-cadvisor", "uat-loki", "uat-log-shipper", "uat-jaeger", "uat-grafana"], containers.Where(container => container.Health != "healthy").Select(container => container.Name));
        Assert.All(description.Smoke!, step => Assert.Null(step.Error));
        await _run.AssertNothingLeftAsync(new ProcessSnapshot([]));
        Assert.Empty(await UntilNothingIsLeftAsync());
        Assert.Equal(["familycart-e2e-postgres", "familycart-e2e-redis"], (await VolumesAsync()).Except(before).Order());

        // On the data that the first run made, and found by itself this time.
        using var command = Start("auto");
        var again = await _run.HealthyAsync(command);
        Assert.Equal("containers", again.Runtime);
        Assert.Null(again.RuntimeReason);
        Assert.All(await _engine.AskAsync("container", "ls", "--format", "{{.Ports}}"), ports => Assert.StartsWith("127.0.0.1:", ports, StringComparison.Ordinal));
        var processes = ProcessSnapshot.Of(command.Id);

        await command.SignalAsync("KILL");
        await command.EndAsync(s_limit);

        await _run.AssertNothingLeftAsync(processes);
        Assert.Empty(await UntilNothingIsLeftAsync());
    }

    [Fact]
    public async Task Run_ImageNowhere_AutoTakesProcessesAndContainersAreRefused()
    {
        await _engine.AskAsync(["image", "rm", .. await _engine.AskAsync("image", "ls", "redis", "--format", "{{.Repository}}:{{.Tag}}")]);

        // No registry is reached this way, wherever the test runs.
        var variables = new Dictionary<string, string>(_engine.Variables) { ["HTTPS_PROXY"] = "http://127.0.0.1:9" };
        using var demanded = _run.Start("containers", variables);
        var refused = await demanded.EndAsync(s_limit);

        Assert.Equal(8, refused.ExitCode);
        var sentence = Assert.Single(refused.ErrorLines);
        Assert.StartsWith("error: Topology:Runtime is 'containers', but docker does not have the image docker.io/library/redis:", sentence, StringComparison.Ordinal);

        using var shown = _run.Start("auto", variables, "--Launch:ShowRuntime", "true");
        var auto = await shown.EndAsync(s_limit);

        Assert.Equal((0, "processes"), (auto.ExitCode, auto.Output.Trim()));
    }

    private Running.RunningCommand Start(string runtime, params string[] arguments) => _run.Start(runtime, _engine.Variables, arguments);

    private Task<IReadOnlyList<string>> VolumesAsync() => _engine.AskAsync("volume", "ls", "--quiet");

    private async Task<IReadOnlyList<string>> UntilNothingIsLeftAsync()
    {
        var left = await _engine.LeftAsync();
        for (var watch = Stopwatch.StartNew(); left.Count > 0 && watch.Elapsed < TimeSpan.FromSeconds(120); left = await _engine.LeftAsync())
        {
            await Task.Delay(100);
        }

        return left;
    }
}
