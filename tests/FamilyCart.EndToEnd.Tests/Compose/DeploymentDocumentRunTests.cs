using System.Globalization;
using FamilyCart.EndToEnd.Tests.Images;
using FamilyCart.EndToEnd.Tests.Publishing;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What docs/uat-deployment.md has an operator do, done in its order on the engine of the tests.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class DeploymentDocumentRunTests(ImageEngine engine, ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 19000;
    private const string NewTag = "compose-next";
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);

    // Added to the last block of a section: whether what was done there is there.
    private static readonly Dictionary<string, string> s_checks = new()
    {
        ["Publishing"] = "test \"$(stat --format %a server)\" = 700",
        ["Starting it"] = "test \"$(docker compose ps --services --status running | wc --lines)\" = 9",
        ["A new version"] = $"test \"$(docker inspect --format '{{{{.Config.Image}}}}' familycart-uat-uat-api-green-1)\" = familycart/api:{NewTag}",
        ["Certificates"] = $"until openssl s_client -connect localhost:{8443 + Offset} </dev/null 2>/dev/null | openssl x509 -noout -subject | grep --quiet renewed; do sleep 0.5; done",
        ["Taking it down"] = "test -z \"$(docker ps --all --quiet --filter label=familycart.topology=uat)\" && test -n \"$(docker volume ls --quiet --filter name=familycart-uat-postgres)\"",
    };

    [ImageFact]
    public async Task Document_BlocksThatSaySo_RunInTheirOrder()
    {
        await topology.MakeImagesAsync();
        await engine.AskAsync("tag", $"familycart/api:{ComposeProject.Tag}", $"familycart/api:{NewTag}");
        using var folder = new TemporaryFolder();
        await EquipAsync(folder);
        var blocks = (await DeploymentDocument.ReadAsync()).Where(block => block.IsRun).ToList();
        var replaced = Replacements(folder);
        Assert.All(replaced.Keys, text => Assert.Contains(blocks, block => block.Text.Contains(text, StringComparison.Ordinal)));
        var script = blocks.Select((block, number) => string.Join(
            '\n',
            $"cd '{folder.Path}'",
            replaced.Aggregate(block.Text, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal)),
            blocks.ElementAtOrDefault(number + 1)?.Section != block.Section && s_checks.TryGetValue(block.Section, out var check) ? check : ""));
        await File.WriteAllTextAsync(folder.File("script"), string.Join('\n', ["set -euo pipefail", "trap 'echo \"failed: $BASH_COMMAND\" >&2' ERR", .. script]));

        try
        {
            var result = await RunningCommand.RunAsync(["bash", folder.File("script")], Variables(folder), s_limit);

            Assert.True(result.ExitCode == 0, result.Output + result.Errors);
            Assert.Contains("read it back as the second", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            await RunningCommand.RunAsync(["bash", "-c", $"cd '{folder.Path}/server' && docker compose down --volumes --timeout 5"], Variables(folder), s_limit);
        }
    }

    // Ports and folders of the machine are others'; a tag is known once it is built.
    private Dictionary<string, string> Replacements(TemporaryFolder folder) => new()
    {
        ["/srv/familycart"] = folder.File("server"),
        ["/var/run/docker.sock"] = Socket,
        ["./run --publish out"] = $"./run --publish out --port-offset {Offset} Publish:Tag={ComposeProject.Tag} Publish:Profiles=uat,runners Publish:SelfSigned=true",
        ["GATEWAY_HTTP_PORT=80 GATEWAY_HTTPS_PORT=443"] = string.Create(
            CultureInfo.InvariantCulture, $"GATEWAY_HTTP_PORT={8080 + Offset} GATEWAY_HTTPS_PORT={8443 + Offset} ENGINE_SOCKET={Socket}"),
        ["https://uat.example.org"] = string.Create(CultureInfo.InvariantCulture, $"https://localhost:{8443 + Offset}"),
        ["http://localhost:8001"] = string.Create(CultureInfo.InvariantCulture, $"http://$ADDRESS:{8001 + Offset}"),
        ["http://localhost:9080"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{9080 + Offset}"),
        ["1.0.0-0a1b2c3d4e5f"] = NewTag,
        ["/etc/letsencrypt/live/uat.example.org"] = folder.File("letsencrypt"),
    };

    private string Socket => new Uri(engine.Variables["DOCKER_HOST"]).AbsolutePath;

    // The server is this machine, and Compose is a program of its own here.
    private async Task EquipAsync(TemporaryFolder folder)
    {
        foreach (var name in new[] { "run", "FamilyCart.AppHost" })
        {
            File.CreateSymbolicLink(folder.File(name), Repository.File(name));
        }

        folder.Program("programs", "ssh", "shift; exec sh -c \"$*\"");
        folder.Program("programs", "docker", $"[ \"$1\" != compose ] || {{ shift; exec {engine.Program("docker-compose")} --ansi never \"$@\"; }}; exec {engine.Program("docker")} \"$@\"");
        folder.Program(
            "programs",
            "rsync",
            """
            for target; do :; done
            target=${target#server:}
            mkdir -p "$target"
            while [ $# -gt 1 ]; do
              case $1 in --*) ;; */) cp -a "${1#server:}." "$target" ;; *) cp -a "${1#server:}" "$target" ;; esac
              shift
            done
            """);
        var certificate = await RunningCommand.RunAsync(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=renewed", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", Path.Combine(folder.Folder("letsencrypt"), "privkey.pem"), "-out", Path.Combine(folder.Folder("letsencrypt"), "fullchain.pem"),
        ]);
        Assert.True(certificate.ExitCode == 0, certificate.Errors);
    }

    private Dictionary<string, string> Variables(TemporaryFolder folder) => new(engine.Variables)
    {
        ["PATH"] = $"{folder.Folder("programs")}:{engine.Variables.GetValueOrDefault("PATH", Environment.GetEnvironmentVariable("PATH") ?? "")}",
    };
}
