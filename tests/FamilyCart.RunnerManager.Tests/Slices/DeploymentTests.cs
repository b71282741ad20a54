using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FamilyCart.GitHubEmulator;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Slices;

/// <summary>
/// The four deployments: the primary is healthy, the primary is lost, two at once, and one that is interrupted. Two hosts with a manager
/// each, of which the primary's is a process of its own that can be killed; the emulator as GitHub, and the scripted runner.
/// </summary>
[Collection(AloneTests.Name)]
public sealed class DeploymentTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    private const string HookSecret = "a secret of the rollback hook";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_promise = TimeSpan.FromSeconds(15);

    private readonly string _folder = Directory.CreateTempSubdirectory("deploy-").FullName;
    private readonly int _firstUserId = TestUsers.Next();
    private readonly int _secondUserId = TestUsers.Next();
    private PostgresDatabase? _database;
    private Emulator? _github;
    private HookListener? _hook;
    private ServiceProcess? _primary;
    private RunningManager? _secondary;

    public async Task InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            // Nobody disposes of what did not begin.
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await (_secondary?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_primary?.KillAsync() ?? Task.CompletedTask);
        await (_hook?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_github?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var (host, firstUser) in new[] { ("one", _firstUserId), ("two", _secondUserId) })
        {
            var driver = new ProcessDriver(new ProcessDriverSettings(null, Path.Combine(_folder, host), firstUser), TimeProvider.System, NullLogger<ProcessDriver>.Instance);
            foreach (var name in driver.Names())
            {
                await driver.RemoveAsync(name, CancellationToken.None);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Deployment_PrimaryIsHealthy_RunsThere()
    {
        var gate = await GateAsync(answer => answer.Status == 200);

        Assert.Equal(("first", "primary", ""), (gate.Text("pool"), gate.Text("role"), gate.Text("why_not_primary")));
        Assert.StartsWith("first-", await DeployAsync(gate), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_PrimaryIsLost_RunsOnTheSecondaryWithin15Seconds()
    {
        // The secondary's runner has to be there before, as in a fleet that has run for a while.
        await GateAsync(answer => answer.Json.GetProperty("runners").GetProperty("listening").GetInt32() > 0);
        await UntilAsync(control => control.Runners.Any(runner => runner.Name.StartsWith("second-", StringComparison.Ordinal) && runner.Polling));

        var lostAt = Stopwatch.GetTimestamp();
        await _primary!.KillAsync();
        var gate = await GateAsync(answer => answer.Text("pool") == "second");
        var took = Stopwatch.GetElapsedTime(lostAt);

        Assert.True(took <= s_promise, $"It took {took}.");
        Assert.Equal("secondary", gate.Text("role"));
        Assert.Contains("None of the hosts of first is alive", gate.Text("why_not_primary"), StringComparison.Ordinal);
        Assert.StartsWith("second-", await DeployAsync(gate), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_TwoAtOnce_OneWaitsUntilTheOtherIsDone()
    {
        var takes = await Task.WhenAll(_secondary!.TakeAsync("uat", "run 1"), TakeAtPrimaryAsync("run 2"));

        var winner = Assert.Single(takes, take => take.Status == 201);
        var loser = Assert.Single(takes, take => take.Status == 409);
        Assert.Equal(winner.Text("holder"), loser.Text("holder"));
        var next = loser == takes[0] ? "run 1" : "run 2";

        Assert.Equal(204, (await _secondary!.ReleaseAsync("uat", 1, winner.Text("lease_id")!)).Status);

        Assert.Equal((201, 2), await _secondary!.TakeAsync("uat", next) is var taken ? (taken.Status, taken.Number("epoch")) : default);
        Assert.Empty(_hook!.Calls);
    }

    [Fact]
    public async Task Deployment_Interrupted_RollsBackOnceAndLetsTheNextBegin()
    {
        // Its runner dies and never says anything again. Two managers see the lease expire.
        var lost = await _secondary!.TakeAsync("uat", "run 1", seconds: 2);
        Assert.Equal(201, lost.Status);

        await Eventually.IsAsync(() => _hook!.Calls.Count, count => count > 0);
        var next = await _secondary!.TakeAsync("uat", "run 2");
        var late = await _secondary!.RenewAsync("uat", 1, lost.Text("lease_id")!);

        Assert.Equal((201, 2), (next.Status, next.Number("epoch")));
        Assert.Equal((409, "run 2"), (late.Status, late.Text("holder")));
        // Both managers have looked since, or one of them would not have seen this one expire.
        Assert.Equal(201, (await _secondary!.TakeAsync("staging", "run 3", seconds: 1)).Status);
        await Eventually.IsAsync(() => _hook!.Calls.Count(call => Holder(call) == "run 3"), count => count == 1);
        Assert.Equal(1, _hook!.Calls.Count(call => Holder(call) == "run 1"));
    }

    private static string? Holder(HookCall call) => JsonSerializer.Deserialize<JsonElement>(call.Body).GetProperty("holder").GetString();

    private async Task<WorkflowAnswer> TakeAtPrimaryAsync(string holder)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_primary!.Address!, "/api/leases/uat"));
        request.Headers.Add("Authorization", $"Bearer {Workflow.Ci}");
        request.Content = new StringContent(JsonSerializer.Serialize(new { holder, seconds = 600 }), Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return new WorkflowAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task StartAsync()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_001_001);
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _github = await Emulator.StartAsync(new EmulatorSettings { Token = Token });
        _hook = await HookListener.StartAsync();
        _primary = await ServiceProcess.StartAsync(typeof(RunnerManagerExtensions).Assembly, Variables());
        _secondary = await RunningManager.StartAsync(_database, [.. Settings("two", _secondUserId).Select(setting => $"--{setting}")]);
        await GateAsync(answer => answer.Text("pool") == "first");
    }

    private Task<WorkflowAnswer> GateAsync(Func<WorkflowAnswer, bool> expected) => Eventually.IsAsync(
        () => _secondary!.CallAsync(HttpMethod.Get, "/api/gates/uat").GetAwaiter().GetResult(),
        answer => (answer.Status == 200 || answer.Status == 503) && expected(answer));

    /// <returns>The runner that it ran on.</returns>
    private async Task<string> DeployAsync(WorkflowAnswer gate)
    {
        var labels = JsonSerializer.Deserialize<string[]>(gate.Text("runs_on")!)!;
        var run = _github!.Control.Queue(new RunRequest("family/cart", [new JobRequest("deploy", labels, 0)]));
        await UntilAsync(control => control.Jobs.Single(job => job.RunId == run.Id).Life == JobLife.Completed);
        return _github.Control.Jobs.Single(job => job.RunId == run.Id).Runner!;
    }

    private async Task UntilAsync(Func<EmulatorControl, bool> condition)
    {
        using var limit = new CancellationTokenSource(s_patience);
        await _github!.Control.UntilAsync(condition, limit.Token);
    }

    private Dictionary<string, string> Variables()
    {
        string[] settings =
        [
            "ASPNETCORE_URLS=http://127.0.0.1:0", $"ConnectionStrings:runners={_database!.RuntimeConnectionString}", "GitHub:Mode=emulator", .. Settings("one", _firstUserId),
        ];
        return settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0].Replace(":", "__", StringComparison.Ordinal), pair => pair[1]);
    }

    private string[] Settings(string host, int firstUser) =>
    [
        $"GitHub:ApiAddress={_github!.Address}",
        $"GitHub:Token={Token}",
        "GitHub:WriteSpacing=00:00:00",
        "Pools:first:Scope=family/cart",
        "Pools:first:Labels=self-hosted,uat-first",
        "Pools:first:Hosts=one",
        "Pools:second:Scope=family/cart",
        "Pools:second:Labels=self-hosted,uat-second",
        "Pools:second:Role=secondary",
        "Pools:second:Hosts=two",
        "Poll:Interval=00:00:00.5",
        $"Runner:Distribution={RunnerDistribution.Folder()}",
        $"Runner:Folder={Path.Combine(_folder, host)}",
        $"Runner:FirstUserId={firstUser}",
        $"Host:Name={host}",
        $"Gates:RollbackHook:Url={_hook!.Address}",
        $"Gates:RollbackHook:Secret={HookSecret}",
        .. Workflow.Settings.Select(setting => setting[2..]),
    ];
}
