using System.Text.RegularExpressions;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>The stand-ins that tests/engine.sh makes of Debian's packages: what a compose file says of the official images holds for them.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed partial class MonitoringImageTests(ImageEngine engine)
{
    [ImageFact]
    public async Task Monitoring_NamesOfTheTopology_StartAsTheOfficialOnesDo()
    {
        await ImageEngine.ScriptAsync("images", "--monitoring");

        var tags = Tag().Matches(await File.ReadAllTextAsync(Repository.File("FamilyCart.AppHost/Resources/ImageTags.cs"))).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach (var (kind, registry, program, user, hasTools) in Official())
        {
            // Those that the topology does not name are not made, which the script says.
            if (tags.TryGetValue($"{kind}Image", out var image))
            {
                var name = $"{tags[registry]}/{image}:{tags[kind]}";
                Assert.Equal($"[{program}] {user}", await engine.AskAsync("image", "inspect", "--format", "{{.Config.Entrypoint}} {{.Config.User}}", name));
                var version = await engine.DockerAsync("run", "--rm", "--read-only", "--cap-drop", "ALL", "--network", "none", name, "--version");
                Assert.True(version.ExitCode == 0, version.Output + version.Errors);
                var tool = await engine.DockerAsync("run", "--rm", "--network", "none", "--entrypoint", "wget", name, "--version");
                Assert.Equal(hasTools ? 0 : 127, tool.ExitCode);
            }
        }
    }

    private static (string Kind, string Registry, string Program, string User, bool HasTools)[] Official() =>
    [
        ("Prometheus", "Registry", "/bin/prometheus", "65534", true),
        ("Alertmanager", "Registry", "/bin/alertmanager", "65534", true),
        ("NodeExporter", "QuayRegistry", "/bin/node_exporter", "65534", true),
        ("PostgresExporter", "QuayRegistry", "/bin/postgres_exporter", "65534", true),
        ("RedisExporter", "Registry", "/redis_exporter", "59000", false),
    ];

    [GeneratedRegex(@"string (\w+) = ""([^""]*)""")]
    private static partial Regex Tag();
}
