using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Images;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>A new version in compose: its image goes into the idle slot, and the gateway brings users over.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class ComposeDeploymentTests(ImageEngine engine, ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 18000;
    private const int Administration = 9080;
    private const int EachTime = 20;
    private const string Gateway = "uat-gateway";
    private const string Blue = "uat-api-blue";
    private const string Green = "uat-api-green";
    private const string NewImage = "familycart/api:compose-next";

    [ImageFact]
    public async Task Deploy_NewImageInTheIdleSlot_LosesNoRequestAndOutlivesTheGateway()
    {
        var project = await topology.UpAsync(Offset, []);
        await engine.AskAsync("tag", $"familycart/api:{ComposeProject.Tag}", NewImage);
        using var administrator = project.Client(project.Loopback(Administration), isOperator: true);
        using var user = project.Client(project.Address);
        Assert.Equal(("idle", "blue"), await StateAsync(administrator));
        var others = (await IdAsync(project, Blue), await IdAsync(project, Gateway));
        var green = await IdAsync(project, Green);

        IReadOnlyList<string> lost;
        await using (var requests = new SteadyRequests(user, "/api/v1/system/info"))
        {
            await MoreAsync(requests);
            await project.SetAsync("UAT_API_GREEN_IMAGE", NewImage);
            await project.SetAsync("UAT_MIGRATIONS_IMAGE", NewImage);
            var replaced = await project.ComposeAsync("up", "--detach", "--wait", Green);
            Assert.True(replaced.ExitCode == 0, replaced.Errors);
            await MoreAsync(requests);

            await AskAsync(administrator, "/deployments", new { slot = "green", mode = "canary" });
            await Patience.UntilAsync(async () => (await StateAsync(administrator)).Phase != "probing");
            await AskAsync(administrator, "/promote");
            Assert.Equal(("promoted", "green"), await StateAsync(administrator));
            await MoreAsync(requests);
            await AskAsync(administrator, "/complete");
            await Patience.UntilAsync(async () => await StateAsync(administrator) == ("idle", "green"));
            await MoreAsync(requests);
            lost = await requests.StopAsync();
        }

        Assert.Empty(lost);
        Assert.Equal(others, (await IdAsync(project, Blue), await IdAsync(project, Gateway)));
        Assert.NotEqual(green, await IdAsync(project, Green));
        Assert.Equal(NewImage, await project.InspectAsync(Green, "{{.Config.Image}}"));

        // Another container on the same volume.
        var anew = await project.ComposeAsync("up", "--detach", "--wait", "--force-recreate", "--no-deps", Gateway);
        Assert.True(anew.ExitCode == 0, anew.Errors);
        Assert.NotEqual(others.Item2, await IdAsync(project, Gateway));
        await Patience.UntilAsync(async () => await StateAsync(administrator) == ("idle", "green"));
        await project.ComposeAsync("stop", Blue);
        using var answer = await user.GetAsync("/api/v1/system/info");
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private static Task<string> IdAsync(ComposeProject project, string service) => project.InspectAsync(service, "{{.Id}}");

    // Users are there all along, and not only before and after.
    private static Task MoreAsync(SteadyRequests requests)
    {
        var before = requests.Answers;
        return Patience.UntilAsync(() => Task.FromResult(requests.Answers >= before + EachTime));
    }

    private static async Task<(string Phase, string Active)> StateAsync(HttpClient administrator)
    {
        var state = await administrator.GetFromJsonAsync<JsonElement>("/deployments");
        return (state.GetProperty("phase").GetString()!, state.GetProperty("active").GetString()!);
    }

    private static async Task AskAsync(HttpClient administrator, string path, object? body = null)
    {
        using var answer = await administrator.PostAsync(path, body is null ? null : JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }
}
