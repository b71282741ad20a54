using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Slices;

/// <summary>Registrations that serve for job after job, with the whole fleet and real processes.</summary>
public sealed class PersistentTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private LivingFleet? _fleet;
    private RunningManager? _manager;

    public async Task InitializeAsync()
    {
        _fleet = await LivingFleet.StartAsync(postgres);
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_manager is not null)
        {
            await _manager.DisposeAsync();
        }

        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }
    }

    [Fact]
    public async Task Jobs_OneAfterTheOther_HaveOneRegistrationAndAFreshPlaceEach()
    {
        var first = await ListeningAsync();
        Assert.Equal(["self-hosted", "uat"], first.Labels.Order());

        var place = await DoAsync("first", "pwd -P; echo mine >\"$HOME/left\"; echo mine >left");
        await ListeningAsync();
        var second = await DoAsync("second", "test ! -e \"$HOME/left\" && test ! -e left");

        Assert.Equal([(first.Name, "success"), (first.Name, "success")], new[] { place, second }.Select(job => (job.Runner!, job.Conclusion!)));
        Assert.Equal(first.Id, (await ListeningAsync()).Id);
        Assert.Single(_fleet!.GitHub.Registrations);
    }

    [Fact]
    public async Task Job_ReadsItsOwnPlaceAndEnvironment_FindsNoTokenOfTheConfiguration()
    {
        await ListeningAsync();

        // What is planted in the same way is found, or the look would prove nothing.
        var job = await DoAsync("curious", """
            seen() { env | grep -c "^$1" || true; }
            anywhere() { for file in /proc/[0-9]*/environ; do tr '\0' '\n' <"$file" 2>/dev/null | grep "^$1" || true; done | grep -c . || true; }
            PLANTED_TOKEN=1 sleep 60 >/dev/null 2>&1 &
            planted=$!
            until [ "$(anywhere PLANTED_TOKEN)" = 1 ]; do sleep 0.1; done
            kill "$planted"
            [ "$(seen HOME=)" = 1 ] && [ "$(seen ACTIONS_RUNNER_INPUT)" = 0 ] && [ "$(anywhere ACTIONS_RUNNER_INPUT)" = 0 ]
            """);

        Assert.Equal("success", job.Conclusion);
    }

    [Fact]
    public async Task Job_OfASharedRegistration_IsExplainedByItsOwnRunner()
    {
        await ListeningAsync();
        var first = await DoAsync("first", "echo the first one; sleep 2");
        await ListeningAsync();
        var second = await DoAsync("second", "echo the second one; sleep 2");
        await ListeningAsync();

        foreach (var (job, said, other) in new[] { (first, "the first one", "the second one"), (second, "the second one", "the first one") })
        {
            var log = await Eventually.IsAsync(() => LogAsync(job.Id).GetAwaiter().GetResult(), log => log.Contains(said, StringComparison.Ordinal));
            Assert.DoesNotContain(other, log, StringComparison.Ordinal);
            var evidence = (await _manager!.Client.GetFromJsonAsync<JsonElement>($"/api/jobs/{job.Id}/explain")).GetProperty("evidence");
            Assert.Equal(("here", true), (evidence.GetProperty("host").GetString(), evidence.GetProperty("hasLog").GetBoolean()));
        }
    }

    [Fact]
    public async Task Manager_StoppedWhileAJobRuns_IsFollowedByOneThatGoesOnWithTheRegistration()
    {
        var first = await ListeningAsync();
        var job = _fleet!.Queue("long", steps: [new JobStep(StepKind.Sleep, 4)]);
        await _fleet.StartedAsync(job);
        await _manager!.DisposeAsync();
        await StartAsync();

        await _fleet.CompletedAsync(job);
        Assert.Equal("success", _fleet.Job(job).Conclusion);
        Assert.Equal(first.Id, (await ListeningAsync()).Id);
        Assert.Equal("success", (await DoAsync("next", "true")).Conclusion);
        Assert.Single(_fleet.GitHub.Registrations);
    }

    [Fact]
    public async Task Labels_Changed_AreRegisteredAnewAndTheOldOnesRemoved()
    {
        var first = await ListeningAsync();
        await _manager!.DisposeAsync();
        await StartAsync("--Pools:uat:Labels=self-hosted,fresh");

        var next = await ListeningAsync(runner => runner.Id != first.Id);

        Assert.Equal(["fresh", "self-hosted"], next.Labels.Order());
        await _fleet!.UntilAsync(control => control.Runners.All(runner => runner.Id == next.Id));
    }

    [Fact]
    public async Task Registration_RemovedAtGitHub_IsReplacedByAnother()
    {
        var first = await ListeningAsync();
        await DoAsync("last", "true");

        _fleet!.GitHub.ForgetRunner(first.Id);

        Assert.NotEqual(first.Name, (await ListeningAsync(runner => runner.Id != first.Id)).Name);
        Assert.Equal("success", (await DoAsync("next", "true")).Conclusion);
    }

    [Fact]
    public async Task Registration_AnswerLost_IsMadeAgainAndNoneIsLeft()
    {
        var first = await ListeningAsync();
        _fleet!.GitHub.Add(new Fault(FaultKind.LostResponse, Path: "/_apis/runners/register", Times: 1));
        _fleet.GitHub.ForgetRunner(first.Id);

        var next = await ListeningAsync(runner => runner.Id != first.Id);

        Assert.Equal("success", (await DoAsync("next", "true")).Conclusion);
        // Two were made, by one name; the second took the first one's place.
        Assert.Equal([first.Name, next.Name, next.Name], _fleet.GitHub.Registrations.Select(registration => registration.Name));
        await _fleet.UntilAsync(control => control.Runners.All(runner => runner.Id == next.Id));
    }

    [Fact]
    public async Task Registration_TokenRefused_IsExplainedAndTriedAgain()
    {
        var first = await ListeningAsync();
        var fault = _fleet!.GitHub.Add(new Fault(FaultKind.Status, Path: "/registration-token", Status: 403, Message: "Resource not accessible by personal access token"));
        _fleet.GitHub.ForgetRunner(first.Id);
        var job = _fleet.Queue("waits");

        var sentence = await Eventually.IsAsync(() => Explanation(job), sentence => sentence.Contains("Resource not accessible", StringComparison.Ordinal));
        Assert.Contains("uat", sentence, StringComparison.Ordinal);

        _fleet.GitHub.RemoveFault(fault);
        await _fleet.CompletedAsync(job);
        Assert.Equal("success", _fleet.Job(job).Conclusion);
    }

    [Fact]
    public async Task Worker_GoesOnAfterItsJob_LosesTheRegistrationAndTheSlotGetsAnother()
    {
        await _manager!.DisposeAsync();
        await StartAsync("--Plan:Overtime=00:00:02");
        var first = await ListeningAsync();
        // Long enough for the poll to hear of it.
        var job = _fleet!.Queue("hangs", steps: [new JobStep(StepKind.Sleep, 3), new JobStep(StepKind.Hang, 600)]);
        await _fleet.CompletedAsync(job);

        await ListeningAsync(runner => runner.Id != first.Id);

        await _fleet.UntilAsync(control => control.Runners.All(runner => runner.Id != first.Id));
        Assert.Equal("success", (await DoAsync("next", "true")).Conclusion);
    }

    [Fact]
    public async Task Pool_Gone_LeavesNothingAtGitHub()
    {
        await ListeningAsync();
        await DoAsync("last", "true");
        await _manager!.DisposeAsync();
        _manager = await _fleet!.StartManagerAsync("--Pools:uat:Maximum=1");

        await _fleet.UntilAsync(control => control.Runners.All(runner => runner.Ephemeral) && control.Runners.Any(runner => runner.Polling));
    }

    private async Task StartAsync(params string[] more) =>
        _manager = await _fleet!.StartManagerAsync(["--Pools:uat:Persistent=true", "--Pools:uat:Maximum=1", .. more]);

    private async Task<RunnerView> ListeningAsync(Func<RunnerView, bool>? which = null)
    {
        await _fleet!.UntilAsync(control => control.Runners.Any(Is));
        return _fleet.GitHub.Runners.First(Is);

        bool Is(RunnerView runner) => runner is { Polling: true, Busy: false, Ephemeral: false } && which?.Invoke(runner) != false;
    }

    private async Task<JobView> DoAsync(string name, string script)
    {
        var job = _fleet!.Queue(name, steps: [new JobStep(StepKind.Run, Text: script)]);
        await _fleet.CompletedAsync(job);
        return _fleet.Job(job);
    }

    private string Explanation(long job)
    {
        using var answer = _manager!.Client.GetAsync($"/api/jobs/{job}/explain").GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? answer.Content.ReadFromJsonAsync<JsonElement>().GetAwaiter().GetResult().GetProperty("explanation").GetString()! : "";
    }

    private async Task<string> LogAsync(long job) => (await _manager!.CallAsync(HttpMethod.Get, $"/api/jobs/{job}/log", token: Operators.ViewerToken)).Body;
}
