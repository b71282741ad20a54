using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Tests.Support;

namespace FamilyCart.GitHubEmulator.Tests.Runners;

public sealed class ExitCodeTests
{
    [Fact]
    public async Task Run_NotConfigured_ExitsWith1()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();

        Assert.Equal(1, await runner.RunAsync("run"));
        Assert.Contains("Not configured", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RegistrationGone_DeletesItsFilesAndExitsWith0()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");

        Assert.True(world.Control.ForgetRunner(world.Control.Runners[0].Id));

        Assert.Equal(0, await runner.ExitAsync());
        Assert.False(runner.Has(".runner") || runner.Has(".credentials") || runner.Has(".credentials_rsaparams"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Run_ToldToExit_ExitsWithThatCode(int code)
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");

        Assert.True(world.Control.TellToExit(world.Control.Runners[0].Id, code));

        Assert.Equal(code, await runner.ExitAsync());
    }

    [Theory]
    [InlineData("1", 7)]
    [InlineData("", 1)]
    public async Task Run_VersionDeprecated_ExitsWith7OnlyWhereAskedFor(string asked, int expected)
    {
        await using var world = await World.StartAsync();
        world.Control.SetMinimumVersion(new Version(99, 0, 0));

        var runner = await world.StartRunnerAsync("one", new Dictionary<string, string> { ["ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE"] = asked });

        Assert.Equal(expected, await runner.ExitAsync());
        Assert.Contains("is deprecated and cannot receive messages", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SessionOfAnother_ExitsWith5AfterItsPatience()
    {
        await using var world = await World.StartAsync(new EmulatorSettings { ConflictRetry = TimeSpan.FromMilliseconds(20), ConflictPatience = TimeSpan.FromMilliseconds(60) });
        var first = await world.StartListeningAsync("one");
        var second = world.MakeRunner();
        foreach (var file in (string[])[".runner", ".credentials", ".credentials_rsaparams"])
        {
            File.Copy(Path.Combine(first.Root, file), Path.Combine(second.Root, file));
        }

        Assert.Equal(5, await second.RunAsync("run"));
        Assert.True(world.Control.Runners[0].Polling);
    }

    [Fact]
    public async Task Run_ServiceAway_WaitsForIt()
    {
        await using var world = await World.StartAsync();
        var fault = world.Control.Add(new Fault(FaultKind.Status, Path: "/_apis/oauth2/token", Times: 1));
        var runner = await world.StartListeningAsync("one");

        Assert.Equal(1, world.Control.Faults.Single(found => found.Id == fault).Struck);
        Assert.Contains("Retrying until reconnected", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_SaysIt()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();

        Assert.Equal(0, await runner.RunAsync("--version"));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", runner.Output);
    }

    [Fact]
    public async Task Run_JitConfigArgument_WritesTheFilesItself()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();
        runner.Start(null, "run", "--jitconfig", (await world.MintAsync("one"))["encoded_jit_config"]!.GetValue<string>());
        var run = world.Control.Queue(World.Run(World.Job()));

        Assert.Equal(0, await runner.ExitAsync());
        Assert.Equal("success", world.JobOf(run.Jobs[0].Id).Conclusion);
    }
}
