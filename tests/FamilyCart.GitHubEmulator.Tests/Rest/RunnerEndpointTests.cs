using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Tests.Support;

namespace FamilyCart.GitHubEmulator.Tests.Rest;

public sealed class RunnerEndpointTests
{
    [Theory]
    [InlineData("repos/family/cart/actions/runners")]
    [InlineData("orgs/family/actions/runners")]
    [InlineData("enterprises/families/actions/runners")]
    [InlineData("api/v3/repos/family/cart/actions/runners")]
    public async Task Mint_EveryScope_MakesARunnerAndItsThreeFiles(string path)
    {
        await using var world = await World.StartAsync();

        var minted = await world.MintAsync("one", path);

        var files = World.Files(minted["encoded_jit_config"]!.GetValue<string>());
        Assert.Equal([".runner", ".credentials", ".credentials_rsaparams"], files.Keys);
        var settings = JsonNode.Parse(Encoding.UTF8.GetString(files[".runner"]))!;
        Assert.Equal(("one", "True", world.Emulator.Address.ToString()), (settings["AgentName"]!.GetValue<string>(), settings["Ephemeral"]!.GetValue<string>(), settings["ServerUrlV2"]!.GetValue<string>()));
        var listed = await world.GitHub.JsonAsync(path);
        Assert.Equal(1, listed["total_count"]!.GetValue<int>());
        Assert.True(JsonNode.DeepEquals(minted["runner"], listed["runners"]![0]));
        Assert.Equal("offline", listed["runners"]![0]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Mint_NameTakenOrMembersMissing_Answers409And422()
    {
        await using var world = await World.StartAsync();
        await world.MintAsync("one");

        var taken = await world.GitHub.PostAsync(World.Runners + "/generate-jitconfig", World.Body("ONE"));
        var faulty = await world.GitHub.PostAsync(World.Runners + "/generate-jitconfig", new { name = "two" });

        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
        Assert.Contains("\\u0022labels\\u0022", await faulty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ManyRunners_ComesInPagesWithLinks()
    {
        await using var world = await World.StartAsync();
        for (var index = 0; index < 5; index++)
        {
            await world.MintAsync($"runner-{index}");
        }

        var first = await world.GitHub.GetAsync(World.Runners + "?per_page=2");
        var last = await world.GitHub.JsonAsync(World.Runners + "?per_page=2&page=3");
        var named = await world.GitHub.JsonAsync(World.Runners + "?name=runner-3");

        Assert.Contains("page=2>; rel=\"next\"", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Contains("page=3>; rel=\"last\"", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal(["runner-4"], last["runners"]!.AsArray().Select(runner => runner!["name"]!.GetValue<string>()));
        Assert.Equal(1, named["total_count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Delete_Idle_ItsListenerForgetsItself()
    {
        await using var world = await World.StartAsync();
        var runner = await world.StartListeningAsync("one");

        var response = await world.GitHub.DeleteAsync($"{World.Runners}/{world.Control.Runners[0].Id}");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, await runner.ExitAsync());
        Assert.False(runner.Has(".runner"));
    }

    [Fact]
    public async Task Delete_JustHandedAJob_SucceedsAndTheJobStalls()
    {
        await using var world = await World.StartAsync();
        var hold = world.Control.Add(new Fault(FaultKind.Hold, Path: "/acquire"));
        var runner = await world.StartListeningAsync("one");
        var run = world.Control.Queue(World.Run(World.Job()));
        await world.UntilAsync(control => control.Faults.Any(fault => fault.Struck == 1));
        var id = world.Control.Runners[0].Id;
        var seen = await world.GitHub.JsonAsync($"{World.Runners}/{id}");

        var response = await world.GitHub.DeleteAsync($"{World.Runners}/{id}");
        world.Control.RemoveFault(hold);

        Assert.False(seen["busy"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, await runner.ExitAsync());
        var job = world.JobOf(run.Jobs[0].Id);
        Assert.Equal((JobLife.Dispatched, "queued", 0), (job.Life, job.Status, job.Executions));
    }

    [Fact]
    public async Task Delete_Busy_Answers422()
    {
        await using var world = await World.StartAsync();
        await world.StartListeningAsync("one");
        var run = world.Control.Queue(World.Run(World.Job("build", new JobStep(StepKind.Sleep, 600))));
        await world.UntilAsync(run.Jobs[0].Id, JobLife.Acquired);
        var path = $"{World.Runners}/{world.Control.Runners[0].Id}";

        Assert.True((await world.GitHub.JsonAsync(path))["busy"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.GitHub.DeleteAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Labels_AddSetAndRemove_ChangeTheRunner()
    {
        await using var world = await World.StartAsync();
        var path = $"{World.Runners}/{(await world.MintAsync("one"))["runner"]!["id"]}/labels";

        await GitHubClient.JsonAsync(await world.GitHub.PostAsync(path, new { labels = new[] { "gpu" } }));
        Assert.Equal(["self-hosted", "uat", "gpu"], world.Control.Runners[0].Labels);
        await GitHubClient.JsonAsync(await world.GitHub.SendAsync(HttpMethod.Put, path, new { labels = new[] { "production" } }));
        Assert.Equal(["self-hosted", "production"], world.Control.Runners[0].Labels);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.GitHub.DeleteAsync(path + "/self-hosted")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.GitHub.DeleteAsync(path + "/gpu")).StatusCode);
    }

    [Fact]
    public async Task Deprecation_OfAnOldVersion_NamesADate()
    {
        await using var world = await World.StartAsync();
        world.Control.SetMinimumVersion(new Version(2, 300, 0));

        Assert.NotNull((await world.GitHub.JsonAsync("enterprises/families/actions/runners/deprecations/2.299.0"))["runtime_deprecates_at"]);
        Assert.Null((await world.GitHub.JsonAsync("enterprises/families/actions/runners/deprecations/2.300.0"))["runtime_deprecates_at"]);
    }
}
