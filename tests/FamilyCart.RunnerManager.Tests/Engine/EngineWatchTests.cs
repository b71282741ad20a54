using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Engines with faults, and what is said of them.</summary>
public sealed class EngineWatchTests : IAsyncLifetime
{
    private readonly ScriptedEngine _engine = new("""{"ApiVersion":"1.41","MinAPIVersion":"1.12","Version":"20.10.24","Components":[{"Name":"Engine"}]}""");
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"runners-{Guid.NewGuid():N}");
    private readonly List<ContainerHost> _hosts = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _hosts.ForEach(host => host.Dispose());
        await _engine.DisposeAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"MemoryLimit":true,"CpuCfsQuota":true,"PidsLimit":true}""", null, 1)]
    [InlineData(
        """{"MemoryLimit":true,"CpuCfsQuota":true,"PidsLimit":true,"CgroupVersion":"1","Rootless":true}""",
        "an engine that runs without root cannot limit anything by control groups of version 1",
        0)]
    [InlineData("""{"MemoryLimit":false,"CpuCfsQuota":true,"PidsLimit":false}""", "the engine cannot limit memory, processes on this machine", 0)]
    public async Task Look_WhatTheEngineCanLimit_IsSaidAndRequired(string info, string? expected, int kept)
    {
        Answer("/v1.41/info", info);
        Answer("/v1.41/images", "{}");
        var host = Host(limits: LimitSettings.Default with { Required = true });
        Assert.EndsWith("and what the container engine can limit is not known yet.", await host.Driver.ObstacleAsync(Some.Pool(), CancellationToken.None), StringComparison.Ordinal);

        await LookAsync(host);

        Assert.Equal(new EngineReport("Docker", "20.10.24", null, expected), host.Board.Current);
        Assert.Equal([("process", 1), ("container", kept)], HealthMetrics.Limits(null, host.Board.Current).Select(one => ($"{one.Tags[0].Value}", one.Value)));
        var obstacle = await host.Driver.ObstacleAsync(Some.Pool(), CancellationToken.None);
        Assert.Equal(expected is null ? null : $"No runner may start without its limits here (Limits:Required), and {expected}.", obstacle);
    }

    [Fact]
    public async Task Look_EngineAway_SaysSoAndKeepsItsName()
    {
        Answer("/v1.41/info", """{"MemoryLimit":true,"CpuCfsQuota":true,"PidsLimit":true}""");
        var host = Host();
        await LookAsync(host);
        _engine.Answers["/v1.41/version"] = ScriptedEngine.Answer(502, "bad gateway");

        await LookAsync(host);

        Assert.Equal(new EngineReport("Docker", "20.10.24", "The container engine refuses: status 502", null), host.Board.Current);
    }

    [Fact]
    public async Task Look_HostWithoutContainers_AsksNoEngine()
    {
        var host = Host(image: null);

        await LookAsync(host);

        Assert.Null(host.Board.Current);
        Assert.Empty(_engine.Asked);
        Assert.Equal(["process"], HealthMetrics.Limits("none", null).Select(one => $"{one.Tags[0].Value}"));
    }

    [Fact]
    public async Task Obstacle_FolderCannotBeWritten_IsSaidBeforeAnythingIsRegistered()
    {
        await File.WriteAllTextAsync(_folder, "in the way");
        try
        {
            Assert.Contains("Runner:Folder", await Host().Driver.ObstacleAsync(Some.Pool(), CancellationToken.None), StringComparison.Ordinal);
            Assert.Empty(_engine.Asked);
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    [Fact]
    public async Task Use_OfAContainerElsewhere_IsTheEnginesCount()
    {
        // The process is this machine's, and no container: its engine counts others.
        Answer("/v1.41/containers/familycart-uat-1-x/json", $$$"""
            {"Id":"c0ffee","State":{"Status":"running","Pid":{{{Environment.ProcessId}}}},"Config":{"Labels":{"familycart.fleet":"fleet","familycart.runner":"uat-1-x"}},
            "Mounts":[{"Type":"volume","Source":"/usr/bin","Destination":"/home/runner"}]}
            """);
        Answer("/v1.41/containers/c0ffee/stats", """
            {"cpu_stats":{"cpu_usage":{"total_usage":2500000000}},"memory_stats":{"usage":1000,"limit":18446744073709551615,"stats":{"inactive_file":400}},"pids_stats":{"current":7}}
            """);
        var host = Host();

        Assert.Equal(new(2.5, 600, null, null, null, 7, null), await host.Usage.ReadAsync("uat-1-x", CancellationToken.None));
        Assert.Null(await host.Usage.DiskBytesAsync("uat-1-x", CancellationToken.None));
    }

    [Theory]
    [InlineData("paused", true)]
    [InlineData("running", false)]
    [InlineData("exited", false)]
    public async Task Silent_ContainerElsewhere_OnlyWhenPaused(string state, bool expected)
    {
        Answer("/v1.41/containers/json", $$$"""[{"Id":"c0ffee","Names":["/familycart-uat-1-x"],"State":"{{{state}}}","Labels":{"familycart.fleet":"fleet","familycart.runner":"uat-1-x"}}]""");
        Answer("/v1.41/containers/c0ffee/json", $$$"""{"Id":"c0ffee","State":{"Status":"{{{state}}}","Pid":{{{Environment.ProcessId}}}}}""");

        Assert.Equal(expected, (await Host().Signs.SilentAsync(["uat-1-x"], CancellationToken.None)).Contains("uat-1-x"));
    }

    [Theory]
    [InlineData("/home/steered/bin/Runner.Worker spawnclient 110 113", "running", null)]
    [InlineData("sleep 300", "running", 7)]
    [InlineData("/home/steered/bin/Runner.Worker spawnclient 110 113", "exited", 7)]
    public async Task Look_SaysThatItIsOver_IsBelievedWhereNoWorkerIsSeen(string command, string state, int? expected)
    {
        Answer("/v1.41/containers/familycart-uat-1-x/json", $$$"""
            {"Id":"c0ffee","State":{"Status":"{{{state}}}","ExitCode":7,"Pid":{{{Environment.ProcessId}}}},"Config":{"Labels":{"familycart.fleet":"fleet","familycart.runner":"uat-1-x"} } }
            """);
        Answer("/v1.41/containers/c0ffee/top", $$"""{"Titles":["UID","PID","CMD"],"Processes":[["1001","40","/bin/sh -c listen"],["1001","41","{{command}}"]]}""");
        _engine.Answers["/v1.41/containers/c0ffee/logs"] = ScriptedEngine.Chunked(
            [.. ScriptedEngine.Frame(1, "2026-01-02 03:04:05Z: Listening for Jobs\n2026-01-02 03:04:06Z: Running job: build\n"), .. ScriptedEngine.Frame(2, "over 7\n")]);

        var seen = await Host().Driver.LookAsync("uat-1-x", CancellationToken.None);

        Assert.Equal(new Sighting(true, Runs: expected is null, Works: false, Listened: true, "build", expected), seen);
    }

    private void Answer(string path, string body) => _engine.Answers[path] = ScriptedEngine.Answer(200, body);

    private ContainerHost Host(string? image = "image:1", LimitSettings? limits = null)
    {
        var host = new ContainerHost(_engine.Path, _folder, "fleet", image, limits: limits);
        _hosts.Add(host);
        return host;
    }

    private static async Task LookAsync(ContainerHost host)
    {
        using var watch = new EngineWatch(host.Driver, host.Client, host.Board, TimeProvider.System, NullLogger<EngineWatch>.Instance);
        await watch.LookAsync(CancellationToken.None);
    }
}
