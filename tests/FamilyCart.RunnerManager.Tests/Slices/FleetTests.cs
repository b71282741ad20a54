using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.GitHubEmulator;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Slices;

/// <summary>The whole of it: a manager with its database, GitHub's emulator beside it, and the scripted runner as real processes.</summary>
public sealed class FleetTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    private const string ViewerToken = "a-token-of-a-viewer-0123456789";
    private const string HookSecret = "a secret of the webhook";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-").FullName;
    private readonly int _firstUserId = TestUsers.Next();
    private PostgresDatabase? _database;
    private Emulator? _github;
    private RunningManager? _manager;

    private EmulatorControl GitHub => _github!.Control;

    public async Task InitializeAsync()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_001_001);
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _github = await Emulator.StartAsync(new EmulatorSettings { Token = Token });
        await StartManagerAsync();
    }

    public async Task DisposeAsync()
    {
        await _manager!.DisposeAsync();
        await _github!.DisposeAsync();
        var driver = new ProcessDriver(
            new ProcessDriverSettings(null, Path.Combine(_folder, "runners"), _firstUserId), TimeProvider.System, NullLogger<ProcessDriver>.Instance);
        foreach (var name in driver.Names())
        {
            await driver.RemoveAsync(name, CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Job_ToldByWebhook_RunsOnAFreshRunnerAndLeavesNothing()
    {
        Hook();

        var job = Queue("build");

        await CompletedAsync(job);
        Assert.Equal((1, "success"), (Job(job).Executions, Job(job).Conclusion));
        Assert.StartsWith("uat-", Job(job).Runner, StringComparison.Ordinal);
        await GoneAsync(Job(job).Runner!);
        Assert.Contains("ended with 'success'", await ExplainAsync(job, "completed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_Over_LeavesEvidenceAndItsLogToThoseWhoMayLook()
    {
        Hook();
        var job = Queue("build");
        await CompletedAsync(job);
        await GoneAsync(Job(job).Runner!);
        await ExplainAsync(job, "completed");

        var evidence = (await _manager!.Client.GetFromJsonAsync<JsonElement>($"/api/jobs/{job}/explain")).GetProperty("evidence");
        Assert.Equal(("here", 1), (evidence.GetProperty("host").GetString(), evidence.GetProperty("attempt").GetInt32()));
        Assert.True(evidence.GetProperty("hasLog").GetBoolean());

        var address = new Uri($"/api/jobs/{job}/log", UriKind.Relative);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await _manager.Client.GetAsync(address)).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", ViewerToken);
        var log = await (await _manager.Client.SendAsync(request)).Content.ReadAsStringAsync();
        Assert.Contains("==> Worker_", log, StringComparison.Ordinal);
        Assert.Contains("==> Runner_", log, StringComparison.Ordinal);
        Assert.Contains("Job result after all job steps finish", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_NoWebhookToldOf_IsFoundByAsking()
    {
        var job = Queue("build");

        await CompletedAsync(job);

        Assert.Equal(1, Job(job).Executions);
    }

    [Fact]
    public async Task Jobs_MoreThanRunners_AllEndOnceEach()
    {
        Hook();

        var jobs = Enumerable.Range(1, 6).Select(number => Queue(string.Create(CultureInfo.InvariantCulture, $"build {number}"))).ToList();

        foreach (var job in jobs)
        {
            await CompletedAsync(job);
        }

        Assert.All(jobs, job => Assert.Equal((1, "success"), (Job(job).Executions, Job(job).Conclusion)));
    }

    [Fact]
    public async Task Job_WithoutAPool_IsExplained()
    {
        Hook();

        var job = Queue("train", "gpu");

        Assert.Contains("No pool has all of its labels (gpu)", await ExplainAsync(job, "queued"), StringComparison.Ordinal);
        Assert.Contains("No pool has all of its labels (gpu)", await _manager!.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manager_StoppedWhileAJobRuns_IsFollowedByOneThatTakesTheRunnerUp()
    {
        Hook();
        var job = Queue("build", seconds: 4);
        await UntilAsync(control => control.Jobs.Single(one => one.Id == job).StartedAt is not null);

        await _manager!.DisposeAsync();
        GitHub.ClearFaults();
        await StartManagerAsync();

        await CompletedAsync(job);
        Assert.Equal((1, "success"), (Job(job).Executions, Job(job).Conclusion));
        await GoneAsync(Job(job).Runner!);
    }

    [Fact]
    public async Task Metrics_WarmPool_TellOfItsSlots()
    {
        using var meter = new OwnMeter(_manager!);
        await UntilAsync(control => control.Runners.Any(runner => runner.Polling));

        await Eventually.IsAsync(
            meter.Read, series => series.Contains("runner_status{authorized_for_prod=\"false\",environment=\"uat\",pool=\"uat\",role=\"primary\",runner=\"uat-1\"} 1"));
    }

    private async Task StartManagerAsync() => _manager = await RunningManager.StartAsync(
        _database!,
        $"--GitHub:ApiAddress={_github!.Address}",
        $"--GitHub:Token={Token}",
        $"--GitHub:WebhookSecret={HookSecret}",
        "--GitHub:WriteSpacing=00:00:00",
        "--Pools:uat:Scope=family/cart",
        "--Pools:uat:Labels=self-hosted,uat",
        "--Pools:uat:MinimumIdle=1",
        "--Poll:Interval=00:00:00.5",
        $"--Runner:Distribution={RunnerDistribution.Folder()}",
        $"--Runner:Folder={Path.Combine(_folder, "runners")}",
        $"--Runner:FirstUserId={_firstUserId}",
        "--Runner:SameUser=true",
        $"--Operators:viewer:Token={ViewerToken}",
        "--Operators:viewer:Role=viewer",
        "--Host:Name=here");

    private void Hook() => GitHub.Add(new HookRequest(new Uri(_manager!.Client.BaseAddress!, "/webhooks/github").ToString(), HookSecret, "family/cart"));

    private long Queue(string name, string label = "self-hosted", double seconds = 0)
    {
        var run = GitHub.Queue(new RunRequest("family/cart", [new JobRequest(name, [label], seconds)]));
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
        () => Directory.Exists(Path.Combine(_folder, "runners", runner)) || GitHub.Runners.Any(one => one.Name == runner), left => !left);

    private async Task<string> ExplainAsync(long job, string status)
    {
        var seen = await Eventually.IsAsync(
            () => _manager!.Client.GetAsync($"/api/jobs/{job}/explain").GetAwaiter().GetResult() is { IsSuccessStatusCode: true } answer
                ? answer.Content.ReadFromJsonAsync<JsonElement>().GetAwaiter().GetResult()
                : default,
            seen => seen.ValueKind == JsonValueKind.Object && seen.GetProperty("status").GetString() == status && seen.GetProperty("explanation").GetString() != "It is about to be looked at.");
        return seen.GetProperty("explanation").GetString()!;
    }
}
