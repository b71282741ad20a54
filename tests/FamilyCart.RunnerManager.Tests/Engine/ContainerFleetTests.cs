using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.GitHubEmulator;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>The whole of it with containers: manager, database, GitHub's emulator, and a real engine.</summary>
[Collection(EngineTests.Name)]
[Trait("Needs", "Engine")]
public sealed class ContainerFleetTests(EngineFixture fixture, PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly string _fleet = $"test-{Guid.NewGuid():N}";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"runners-{Guid.NewGuid():N}");
    private PostgresDatabase? _database;
    private Relay? _relay;
    private Emulator? _github;
    private RunningManager? _manager;
    private ServiceProcess? _process;

    // By this the emulator is reached; another run beside has one of its own.
    private string Way => $"familycart-{_fleet}-way";

    private EmulatorControl GitHub => _github!.Control;

    public async Task InitializeAsync() => _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");

    public async Task DisposeAsync()
    {
        if (_manager is not null)
        {
            await _manager.DisposeAsync();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_github is not null)
        {
            await _github.DisposeAsync();
        }

        if (_relay is not null)
        {
            await _relay.DisposeAsync();
            foreach (var container in await ContainersAsync())
            {
                await fixture.Raw.DeleteAsync($"containers/{container}?force=1&v=1");
                await fixture.Raw.DeleteAsync($"networks/{container}");
            }

            await fixture.Raw.DeleteAsync($"networks/{Way}");
        }

        foreach (var folder in new[] { _folder, _folder + "-evidence" }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [EngineFact]
    public async Task Job_PoolOfContainers_RunsInOneAndLeavesNothing()
    {
        await fixture.UseAsync();
        await ReachableGitHubAsync();
        _manager = await RunningManager.StartAsync(_database!, Arguments(fixture.Raw.Socket));

        var job = Queue("build", new JobStep(StepKind.Run, Text: "test \"$(id -u)\" = 1001 && ! touch /written"));

        await CompletedAsync(job);
        Assert.Equal((1, "success"), (Job(job).Executions, Job(job).Conclusion));
        await GoneAsync(Job(job).Runner!);
        var explained = await _manager.Client.GetFromJsonAsync<JsonElement>($"/api/jobs/{job}/explain");
        var evidence = explained.GetProperty("evidence");
        Assert.True(evidence.GetProperty("processorSeconds").GetDouble() > 0);
        Assert.InRange(evidence.GetProperty("peakMemoryBytes").GetInt64(), 1 << 20, 512 << 20);
        Assert.True(evidence.GetProperty("hasLog").GetBoolean());
        var kept = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder + "-evidence")));
        await using var log = new System.IO.Compression.GZipStream(new MemoryStream(kept), System.IO.Compression.CompressionMode.Decompress);
        using var text = new StreamReader(log);
        Assert.Contains("==> Worker_", await text.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task Manager_KilledWhileAJobRuns_IsFollowedByOneThatTakesTheContainerUp()
    {
        await fixture.UseAsync();
        await ReachableGitHubAsync();
        _process = await StartProcessAsync();
        var job = Queue("build", new JobStep(StepKind.Sleep, 5));
        await UntilAsync(control => control.Jobs.Single(one => one.Id == job).StartedAt is not null);

        await _process.KillAsync();
        _process = await StartProcessAsync();

        await CompletedAsync(job);
        Assert.Equal((1, "success"), (Job(job).Executions, Job(job).Conclusion));
        await GoneAsync(Job(job).Runner!);
    }

    [Fact]
    public async Task Pool_OfContainersAndNoEngine_IsRefusedWithTheReasonAndNothingIsRegistered()
    {
        _github = await Emulator.StartAsync(new EmulatorSettings { Token = Token });
        _manager = await RunningManager.StartAsync(_database!, Arguments("/nowhere/engine.sock"));

        var job = Queue("build");

        var seen = await Eventually.IsAsync(
            () => _manager.Client.GetAsync($"/api/jobs/{job}/explain").GetAwaiter().GetResult() is { IsSuccessStatusCode: true } answer
                ? answer.Content.ReadFromJsonAsync<JsonElement>().GetAwaiter().GetResult().GetProperty("explanation").GetString()!
                : "",
            sentence => sentence.Contains("/nowhere/engine.sock", StringComparison.Ordinal));
        Assert.Equal(
            "A runner of uat shall be started for it, but its host cannot: No container engine answers at /nowhere/engine.sock. Start it, or correct Runner:Container:Socket.", seen);
        Assert.Empty(GitHub.Runners);
        Assert.Equal(HttpStatusCode.OK, (await _manager.Client.GetAsync("/health")).StatusCode);
    }

    // Containers have no way to loopback, so the emulator has an address on a bridge of the engine.
    private async Task ReachableGitHubAsync()
    {
        await fixture.Raw.PostAsync("networks/create", new { Name = Way, Driver = "bridge" });
        var network = await fixture.Raw.GetAsync($"networks/{Way}");
        _relay = Relay.Start(IPAddress.Parse((string)network!["IPAM"]!["Config"]![0]!["Gateway"]!));
        _github = await Emulator.StartAsync(new EmulatorSettings { Token = Token, PublicAddress = _relay.Address.ToString() });
        _relay.LeadTo(_github.Address);
    }

    private string[] Arguments(string socket) =>
    [
        $"--GitHub:ApiAddress={_github!.Address}",
        $"--GitHub:Token={Token}",
        "--GitHub:WriteSpacing=00:00:00",
        "--Pools:uat:Scope=family/cart",
        "--Pools:uat:Labels=self-hosted,uat",
        "--Pools:uat:MinimumIdle=0",
        "--Pools:uat:Driver=container",
        "--Pools:uat:MemoryGigabytes=0.5",
        "--Poll:Interval=00:00:00.5",
        $"--Runner:Folder={_folder}",
        $"--Runner:Container:Socket={socket}",
        $"--Runner:Container:Image={EngineFixture.Image}",
        $"--Runner:Container:Fleet={_fleet}",
        "--Host:Name=here",
    ];

    private Task<ServiceProcess> StartProcessAsync()
    {
        var environment = Arguments(fixture.Raw.Socket)
            .Select(argument => argument[2..].Split('=', 2))
            .ToDictionary(pair => pair[0].Replace(":", "__", StringComparison.Ordinal), pair => pair[1]);
        environment["ConnectionStrings__runners"] = _database!.RuntimeConnectionString;
        environment["GitHub__Mode"] = "emulator";
        environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        return ServiceProcess.StartAsync(typeof(RunnerManagerExtensions).Assembly, environment);
    }

    private long Queue(string name, params JobStep[] steps)
    {
        var run = GitHub.Queue(new RunRequest("family/cart", [new JobRequest(name, ["self-hosted"], Steps: steps)]));
        return GitHub.Jobs.Single(job => job.RunId == run.Id).Id;
    }

    private JobView Job(long id) => GitHub.Jobs.Single(job => job.Id == id);

    private Task CompletedAsync(long id) => UntilAsync(control => control.Jobs.Single(job => job.Id == id).Life == JobLife.Completed);

    private async Task UntilAsync(Func<EmulatorControl, bool> condition)
    {
        using var limit = new CancellationTokenSource(s_patience);
        await GitHub.UntilAsync(condition, limit.Token);
    }

    private Task<bool> GoneAsync(string runner) => Eventually.IsAsync(
        () => ContainersAsync().GetAwaiter().GetResult().Contains($"familycart-{runner}")
            || fixture.Raw.GetAsync($"networks/familycart-{runner}").GetAwaiter().GetResult() is not null
            || GitHub.Runners.Any(one => one.Name == runner),
        left => !left);

    private async Task<IReadOnlyList<string>> ContainersAsync()
    {
        var filter = Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $$"""{"label":["familycart.fleet={{_fleet}}"]}"""));
        return [.. (await fixture.Raw.GetAsync($"containers/json?all=1&filters={filter}"))!.AsArray().Select(container => ((string)container!["Names"]![0]!).TrimStart('/'))];
    }
}
