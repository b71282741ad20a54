using System.Net;
using FamilyCart.GitHubEmulator.Tests.Support;

namespace FamilyCart.GitHubEmulator.Tests.Control;

public sealed class ControlEndpointTests
{
    private static readonly object s_run = new
    {
        repository = "family/cart",
        jobs = new[] { new { name = "build", labels = new[] { "self-hosted", "uat" }, seconds = 0.01, steps = new[] { new { kind = "cpu", amount = 0.01 } } } },
    };

    private static readonly object s_script = new
    {
        repository = "family/cart",
        jobs = new[] { new { name = "build", labels = new[] { "uat" }, steps = new[] { new { kind = "run", text = "id" } } } },
    };

    [Fact]
    public async Task Runs_QueueAndList_SpeakSnakeCase()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");

        var run = await GitHubClient.JsonAsync(await world.GitHub.PostAsync("emulator/runs", s_run));
        Assert.Equal(0, await runner.ExitAsync());

        var job = Assert.Single((await world.GitHub.JsonAsync("emulator/jobs")).AsArray())!;
        Assert.Equal(run["jobs"]![0]!["id"]!.GetValue<long>(), job["id"]!.GetValue<long>());
        Assert.Equal(("completed", 1), (job["life"]!.GetValue<string>(), job["executions"]!.GetValue<int>()));
        Assert.Equal("success", (await world.GitHub.JsonAsync("emulator/runs"))[0]!["conclusion"]!.GetValue<string>());
    }

    [Fact]
    public async Task Faults_AddAndRemove_Work()
    {
        await using var world = await World.StartAsync();

        var id = (await GitHubClient.JsonAsync(await world.GitHub.PostAsync("emulator/faults", new { kind = "status", status = 502, path = "runners" })))["id"];
        Assert.Equal(HttpStatusCode.BadGateway, (await world.GitHub.GetAsync(World.Runners)).StatusCode);
        Assert.Equal(1, (await world.GitHub.JsonAsync("emulator/faults"))[0]!["struck"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NoContent, (await world.GitHub.DeleteAsync($"emulator/faults/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.GitHub.GetAsync(World.Runners)).StatusCode);
    }

    [Fact]
    public async Task Guard_NoControlToken_RefusesScriptsAndWebPages()
    {
        await using var world = await World.StartAsync();
        using var page = new HttpClient { BaseAddress = world.Emulator.Address, DefaultRequestHeaders = { { "Origin", "http://evil.example" } } };
        using var rebound = new HttpClient { BaseAddress = world.Emulator.Address, DefaultRequestHeaders = { Host = "evil.example" } };

        Assert.Equal(HttpStatusCode.Forbidden, (await world.GitHub.PostAsync("emulator/runs", s_script)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await page.GetAsync(new Uri("emulator/jobs", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await rebound.GetAsync(new Uri("emulator/jobs", UriKind.Relative))).StatusCode);
        Assert.Empty(world.Control.Jobs);
    }

    [Fact]
    public async Task Guard_ControlToken_OpensToItsHolderOnly()
    {
        await using var world = await World.StartAsync(new EmulatorSettings { ControlToken = "open sesame" });
        using var holder = new GitHubClient(world.Emulator.Address, "open sesame");

        Assert.Equal(HttpStatusCode.Unauthorized, (await world.GitHub.PostAsync("emulator/runs", s_run)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await holder.PostAsync("emulator/runs", s_script)).StatusCode);
        Assert.Single(world.Control.Jobs);
    }

    [Fact]
    public async Task Demo_On_QueuesWorkByItself()
    {
        await using var world = await World.StartAsync(new EmulatorSettings { Demo = true, DemoInterval = TimeSpan.FromMilliseconds(5) });

        await world.UntilAsync(control => control.Runs.Count >= 2);

        Assert.All(world.Control.Jobs, job => Assert.Equal(["self-hosted", "uat"], job.Labels));
    }

    [Fact]
    public async Task Health_IsAnswered()
    {
        await using var world = await World.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await world.GitHub.GetAsync("health")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.GitHub.GetAsync("no/such/path")).StatusCode);
    }
}
