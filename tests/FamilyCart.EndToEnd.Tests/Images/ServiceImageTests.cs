using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>What build/images.sh makes of the services, on a base without a shell.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class ServiceImageTests(ImageEngine engine)
{
    private const string Account = "1654:1654";
    private const double MostMegabytes = 20;

    private static readonly string[] s_names = ["familycart/api", "familycart/gateway", "familycart/ops", "familycart/prober", "familycart/runner-manager", "familycart/backup"];
    private static readonly string[] s_projects = ["FamilyCart.Api", "FamilyCart.Gateway", "FamilyCart.Ops", "FamilyCart.Prober", "FamilyCart.RunnerManager"];

    [ImageFact]
    public async Task Services_BySdk_AreSmallWithoutRootAndShellAndTheSameASecondTime()
    {
        var images = ServiceImage.Read(await ImageEngine.ScriptAsync("services", "--json"));

        Assert.Equal(s_names, images.Select(image => image.Name));
        var commit = (await RunningCommand.RunAsync(["git", "rev-parse", "HEAD"])).Output.Trim();
        Assert.All(images, image => Assert.StartsWith($"1.0.0-{commit[..12]}", image.Tag, StringComparison.Ordinal));
        Assert.All(images, image => Assert.InRange(image.LayerMegabytes, 0.5, MostMegabytes));
        foreach (var (image, project) in images.Zip(s_projects))
        {
            await AssertContractAsync(image, project, commit);
        }

        // Of what was built before nothing is built anew, but every layer is written anew.
        var again = ServiceImage.Read(await ImageEngine.ScriptAsync("services", "--json", "--tag", "again"));
        Assert.Equal(images.Take(s_projects.Length).Select(image => image.Layer), again.Take(s_projects.Length).Select(image => image.Layer));
        Assert.All(again, image => Assert.Equal("again", image.Tag));
    }

    [ImageFact]
    public async Task Services_ByDockerfile_AreAsThoseBySdk()
    {
        var images = ServiceImage.Read(await ImageEngine.ScriptAsync("services", "--json", "--dockerfile", "--tag", "by-dockerfile"));

        Assert.Equal(s_names, images.Select(image => image.Name));
        var commit = (await RunningCommand.RunAsync(["git", "rev-parse", "HEAD"])).Output.Trim();
        Assert.All(images, image => Assert.InRange(image.LayerMegabytes, 0.5, MostMegabytes));
        foreach (var (image, project) in images.Zip(s_projects))
        {
            await AssertContractAsync(image, project, commit);
        }
    }

    private async Task AssertContractAsync(ServiceImage image, string project, string commit)
    {
        using var document = JsonDocument.Parse(await engine.AskAsync("image", "inspect", "--format", "{{json .Config}}", image.FullName));
        var config = document.RootElement;
        Assert.Equal(Account, config.GetProperty("User").GetString());
        Assert.Equal("/app", config.GetProperty("WorkingDir").GetString());
        Assert.Equal(["dotnet", $"/app/{project}.dll"], config.GetProperty("Entrypoint").EnumerateArray().Select(word => word.GetString()));
        Assert.True(!config.TryGetProperty("Cmd", out var command) || command.ValueKind == JsonValueKind.Null, "a command would stand before the verbs of compose");
        var labels = config.GetProperty("Labels");
        Assert.Equal(project, labels.GetProperty("org.opencontainers.image.title").GetString());
        Assert.Equal("1.0.0", labels.GetProperty("org.opencontainers.image.version").GetString());
        Assert.StartsWith(commit, labels.GetProperty("org.opencontainers.image.revision").GetString(), StringComparison.Ordinal);
        Assert.False(labels.TryGetProperty("org.opencontainers.image.created", out _), "the time of a build is not the same the next time");

        var shell = await engine.DockerAsync("run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", image.FullName, "-c", "true");
        Assert.Equal(127, shell.ExitCode);

        // Nothing serves there, and nothing can be written.
        var health = await engine.DockerAsync("run", "--rm", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "none", image.FullName, "health");
        Assert.True(health.ExitCode == 1, health.Output + health.Errors);
        Assert.Matches(@"^http://localhost:\d+/health does not answer\.$", health.Output.Trim());
        Assert.Equal("", health.Errors.Trim());
    }
}
