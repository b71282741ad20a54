using System.Security.Cryptography;
using System.Text;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.GitHubEmulator.Tests.Hooks;

public sealed class WebhookTests
{
    [Fact]
    public async Task Deliver_LifeOfAJob_ComesSignedAndInGitHubsShape()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var world = await World.StartAsync();
        world.Control.Add(receiver.Hook);
        await world.StartRunnerAsync("one");
        var run = world.Control.Queue(World.Run(World.Job()));

        var queued = await receiver.NextAsync();
        var started = await receiver.NextAsync();
        var completed = await receiver.NextAsync();

        Assert.Equal(["queued", "in_progress", "completed"], new[] { queued, started, completed }.Select(hook => hook.Action));
        Assert.All(new[] { queued, started, completed }, hook => Assert.Equal(Signature(hook.Body), hook.Headers["X-Hub-Signature-256"]));
        Assert.Equal("workflow_job", queued.Headers["X-GitHub-Event"]);
        Assert.True(Guid.TryParse(queued.Headers["X-GitHub-Delivery"], out _));
        Assert.Equal("integration", queued.Headers["X-GitHub-Hook-Installation-Target-Type"]);
        var job = queued.Json["workflow_job"]!;
        Assert.Equal((run.Jobs[0].Id, run.Id, 1, "queued"), (job["id"]!.GetValue<long>(), job["run_id"]!.GetValue<long>(), job["run_attempt"]!.GetValue<int>(), job["status"]!.GetValue<string>()));
        Assert.Null(job["runner_id"]);
        Assert.Equal("one", started.Json["workflow_job"]!["runner_name"]!.GetValue<string>());
        Assert.Equal("success", completed.Json["workflow_job"]!["conclusion"]!.GetValue<string>());
        Assert.Equal("family/cart", queued.Json["repository"]!["full_name"]!.GetValue<string>());
    }

    // The members of the recorded bodies of GitHub (@octokit/webhooks-examples).
    [Fact]
    public async Task Deliver_Body_HasTheMembersOfRecordedOnes()
    {
        string[] recorded =
        [
            "id", "run_id", "workflow_name", "head_branch", "run_url", "run_attempt", "node_id", "head_sha", "url", "html_url", "status", "conclusion",
            "created_at", "started_at", "completed_at", "name", "steps", "check_run_url", "labels", "runner_id", "runner_name", "runner_group_id", "runner_group_name",
        ];
        await using var receiver = await Receiver.StartAsync();
        await using var world = await World.StartAsync();
        world.Control.Add(receiver.Hook with { Scope = World.Repository });
        world.Control.Queue(World.Run(World.Job()));

        var body = (await receiver.NextAsync()).Json.AsObject();

        Assert.Equal(recorded, body["workflow_job"]!.AsObject().Select(member => member.Key));
        Assert.Equal(["action", "workflow_job", "repository", "sender"], body.Select(member => member.Key));
    }

    [Fact]
    public async Task Deliver_Environment_WaitsForTheApproval()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var world = await World.StartAsync();
        world.Control.Add(receiver.Hook);
        var run = world.Control.Queue(World.Run(World.Job() with { Environment = "production", QueuedTwice = true }));

        Assert.Equal(("queued", "waiting"), Said(await receiver.NextAsync()));
        Assert.Equal(("waiting", "waiting"), Said(await receiver.NextAsync()));
        Assert.True(world.Control.Approve(run.Jobs[0].Id));
        Assert.Equal(("queued", "queued"), Said(await receiver.NextAsync()));
        Assert.False(world.Control.Approve(run.Jobs[0].Id));
    }

    [Fact]
    public async Task Redeliver_OfALostOne_BringsItUnderItsOwnDeliveryId()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var world = await World.StartAsync();
        var hook = world.Control.Add(receiver.Hook with { Scope = World.Repository });
        world.Control.Add(new Fault(FaultKind.LoseWebhook, Times: 1));
        world.Control.Queue(World.Run(World.Job()));
        var path = $"repos/{World.Repository}/hooks/{hook}/deliveries";

        var lost = Assert.Single((await world.GitHub.JsonAsync(path + "?status=failure")).AsArray())!;
        await GitHubClient.JsonAsync(await world.GitHub.PostAsync($"{path}/{lost["id"]}/attempts"));

        var received = await receiver.NextAsync();
        Assert.Equal(lost["guid"]!.GetValue<string>(), received.Headers["X-GitHub-Delivery"]);
        await world.UntilAsync(control => control.PendingDeliveries == 0);
        Assert.Equal([202, 502], (await world.GitHub.JsonAsync(path)).AsArray().Select(delivery => delivery!["status_code"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Deliver_RefusedByTheReceiver_IsNotTriedAgain()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = 500;
        await using var world = await World.StartAsync();
        world.Control.Add(receiver.Hook);
        world.Control.Queue(World.Run(World.Job()));

        await receiver.NextAsync();
        await world.UntilAsync(control => control.PendingDeliveries == 0);

        Assert.Equal(500, Assert.Single(world.Control.Deliveries).StatusCode);
        Assert.Empty(receiver.Actions());
    }

    [Fact]
    public async Task Deliver_NoAnswerInTenSeconds_TimesOut()
    {
        var time = new ManualTime();
        await using var receiver = await Receiver.StartAsync();
        var answer = new TaskCompletionSource();
        receiver.Until = answer.Task;
        await using var world = await World.StartAsync(time: time);
        world.Control.Add(receiver.Hook);
        world.Control.Queue(World.Run(World.Job()));
        await receiver.NextAsync();

        time.Advance(TimeSpan.FromSeconds(10));
        await world.UntilAsync(control => control.PendingDeliveries == 0);

        Assert.Equal(504, Assert.Single(world.Control.Deliveries).StatusCode);
        answer.SetResult();
    }

    [Fact]
    public async Task Faults_Delayed_ComesWhenItsTimeHasCome()
    {
        var time = new ManualTime();
        await using var receiver = await Receiver.StartAsync();
        await using var world = await World.StartAsync(time: time);
        world.Control.Add(receiver.Hook);
        world.Control.Add(new Fault(FaultKind.DelayWebhook, Seconds: 300, Times: 1));
        world.Control.Queue(World.Run(World.Job("late")));
        world.Control.Queue(World.Run(World.Job("early")));

        Assert.Equal("queued early 1", Line(await receiver.NextAsync()));
        await time.TimerAsync(TimeSpan.FromSeconds(300));
        time.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal("queued late 1", Line(await receiver.NextAsync()));
    }

    [Fact]
    public async Task Faults_DoubledAndReordered_ComeSo()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var world = await World.StartAsync(new EmulatorSettings { HookHold = TimeSpan.FromMinutes(2) });
        world.Control.Add(receiver.Hook);
        world.Control.Add(new Fault(FaultKind.ReorderWebhook, Action: "queued", Times: 1));
        world.Control.Add(new Fault(FaultKind.DoubleWebhook, Action: "completed", Times: 1));
        await world.StartListeningAsync("one");
        world.Control.Queue(World.Run(World.Job()));

        string[] actions = [(await receiver.NextAsync()).Action, (await receiver.NextAsync()).Action, (await receiver.NextAsync()).Action, (await receiver.NextAsync()).Action];

        Assert.Equal("in_progress", actions[0]);
        Assert.Equal(["completed", "completed", "in_progress", "queued"], actions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Faults_SameSeed_StrikeTheSameDeliveries()
    {
        Assert.Equal(await LostAsync(seed: 7), await LostAsync(seed: 7));
        Assert.NotEqual(await LostAsync(seed: 7), await LostAsync(seed: 8));
    }

    [Fact]
    public async Task Rerun_FailedOnly_TellsOfTheOthersOnceMore()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var world = await World.StartAsync();
        await world.StartRunnerAsync("one");
        await world.StartRunnerAsync("two");
        var run = world.Control.Queue(World.Run(World.Job("good"), World.Job("bad") with { Outcome = "failure" }));
        await world.UntilAsync(control => control.Runs[0].Status == "completed");
        world.Control.Add(receiver.Hook);

        Assert.True(world.Control.Rerun(run.Id, failedOnly: true));

        var (first, second) = (await receiver.NextAsync(), await receiver.NextAsync());
        Assert.Equal(["completed good 2", "queued bad 2"], new[] { first, second }.Select(Line).Order(StringComparer.Ordinal));
    }

    private static async Task<string> LostAsync(int seed)
    {
        await using var world = await World.StartAsync(new EmulatorSettings { Seed = seed });
        world.Control.Add(new GitHubEmulator.Hooks.HookRequest("http://127.0.0.1:9/"));
        world.Control.Add(new Fault(FaultKind.LoseWebhook, Probability: 0.5, Silent: true));
        var jobs = Enumerable.Range(0, 30).Select(index => World.Job($"job-{index}")).ToList();
        world.Control.Queue(World.Run(jobs));
        await world.UntilAsync(control => control.PendingDeliveries == 0);
        return string.Join(' ', world.Control.Deliveries.Select(delivery => delivery.Id));
    }

    private static string Line(Receiver.Received received) =>
        $"{received.Action} {received.Json["workflow_job"]!["name"]} {received.Json["workflow_job"]!["run_attempt"]}";

    private static (string Action, string Status) Said(Receiver.Received received) =>
        (received.Action, received.Json["workflow_job"]!["status"]!.GetValue<string>());

    private static string Signature(byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Receiver.Secret), body));
}
