using System.Globalization;
using FamilyCart.EndToEnd.Tests.Images;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What is published comes up, serves, and keeps each service within what its plan allows.</summary>
[Collection("images")]
[Trait("Category", "Topology")]
[Trait("Needs", "Engine")]
public sealed class ComposeTopologyTests(ImageEngine engine, ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const string Redis = "uat-redis";
    private const string Database = "uat-db";
    private static readonly string[] s_services = ["uat-api-blue", "uat-api-green", "uat-backup", Database, "uat-gateway", "uat-postgres-exporter", Redis, "uat-redis-exporter"];

    [ImageFact]
    public async Task Up_SmokeScenario_PassesThroughTheDoorWithTls()
    {
        var project = await topology.UpAsync();

        Assert.Equal(s_services, (await project.RunningAsync()).Order(StringComparer.Ordinal));
        var result = await SmokeAsync(project);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Contains("read it back as the second", result.Output, StringComparison.Ordinal);
    }

    [ImageFact]
    public async Task Services_AsTheKernelSeesThem_HaveTheirLimitsAndNoRights()
    {
        var project = await topology.UpAsync();
        var plan = await project.ServicesAsync();
        foreach (var service in await project.RunningAsync())
        {
            await ContainerRights.CheckAsync(project, service, plan.GetProperty(service));
        }
    }

    [ImageFact]
    public async Task Secrets_WhereverTheEngineShowsThings_AreNot()
    {
        var project = await topology.UpAsync();
        var secrets = Directory.GetFiles(project.File("secrets")).Select(File.ReadAllText).Where(secret => secret.Length > 0).ToList();
        var shown = await File.ReadAllTextAsync(project.File(".env")) + (await project.ComposeAsync("config")).Output;
        foreach (var service in s_services)
        {
            shown += await project.InspectAsync(service, "{{json .}}");
            shown += await File.ReadAllTextAsync($"/proc/{await project.InspectAsync(service, "{{.State.Pid}}")}/cmdline");
        }

        Assert.True(secrets.Count > 10, "too few to be all");
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
        Assert.Equal("700", (await RunningCommand.RunAsync(["stat", "--format", "%a", project.Folder])).Output.Trim());
    }

    [ImageFact]
    public async Task Database_FromARunnersNetwork_CannotBeReached()
    {
        var project = await topology.UpAsync();
        var address = (await project.InspectAsync(Database, "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}")).Split(' ')[0];
        var network = $"{project.Name}-runner";
        await engine.AskAsync("network", "create", network);
        try
        {
            Assert.Equal(0, await AskDatabaseAsync(project, project.Network("data"), address));
            foreach (var other in new[] { network, project.Network("edge"), project.Network("app"), project.Network("monitoring") })
            {
                Assert.NotEqual(0, await AskDatabaseAsync(project, other, address));
                Assert.NotEqual(0, await AskDatabaseAsync(project, other, Database));
            }
        }
        finally
        {
            await engine.AskAsync("network", "rm", network);
        }
    }

    [ImageFact]
    public async Task Ports_OfTheMachine_AreTheGatewaysAndItsAdministrationOnLoopback()
    {
        var project = await topology.UpAsync();
        foreach (var service in s_services)
        {
            var ports = await project.InspectAsync(service, "{{range $port, $places := .NetworkSettings.Ports}}{{range $places}}{{.HostIp}}:{{.HostPort}} {{end}}{{end}}");
            var expected = service == "uat-gateway"
                ? [$"0.0.0.0:{8080 + project.Offset}", $"0.0.0.0:{8443 + project.Offset}", $"127.0.0.1:{9080 + project.Offset}"]
                : Array.Empty<string>();
            Assert.Equal(expected, ports.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(port => !port.StartsWith(":::", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    [ImageFact]
    public async Task Service_ThatDies_IsStartedAgain()
    {
        var project = await topology.UpAsync();
        var before = await project.InspectAsync(Redis, "{{.State.Pid}}");

        // Ended by the engine's own command, it would stay down.
        await RunningCommand.RunAsync(["kill", "-KILL", before]);

        await Patience.UntilAsync(async () => await project.InspectAsync(Redis, "{{.RestartCount}} {{.State.Health.Status}}") == "1 healthy");
        Assert.NotEqual(before, await project.InspectAsync(Redis, "{{.State.Pid}}"));
    }

    [ImageFact]
    public async Task Database_MadeAnew_HasItsData()
    {
        var project = await topology.UpAsync();
        Assert.Equal(0, (await SmokeAsync(project)).ExitCode);
        var (id, before) = (await project.InspectAsync(Database, "{{.Id}}"), await CountAsync(project));

        var result = await project.ComposeAsync("up", "--detach", "--wait", "--force-recreate", "--no-deps", Database);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.NotEqual(id, await project.InspectAsync(Database, "{{.Id}}"));
        Assert.True(before > 0, "nobody had registered");
        Assert.Equal(before, await CountAsync(project));
        // Sessions that the slots had kept are noticed by those who use them next, and other tests are not to be among them.
        await Patience.UntilAsync(async () => (await SmokeAsync(project)).ExitCode == 0);
    }

    private async Task<int> AskDatabaseAsync(ComposeProject project, string network, string host) => (await engine.DockerAsync(
        "run", "--rm", "--network", network, "--entrypoint", "pg_isready", await project.InspectAsync(Database, "{{.Config.Image}}"), "--host", host, "--timeout", "3")).ExitCode;

    private static async Task<int> CountAsync(ComposeProject project)
    {
        const string Question = "PGPASSWORD=$(cat /run/secrets/uat-db-password) psql --host 127.0.0.1 --username postgres --dbname familycart --tuples-only --no-align --command 'select count(*) from shopping_list'";
        var result = await project.ComposeAsync("exec", "-T", Database, "sh", "-c", Question);
        Assert.True(result.ExitCode == 0, result.Errors);
        return int.Parse(result.Output.Trim(), CultureInfo.InvariantCulture);
    }

    private static async Task<CommandResult> SmokeAsync(ComposeProject project)
    {
        // Letters are read at a slot, which only the machine itself can reach.
        var slot = (await project.InspectAsync("uat-api-blue", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}")).Split(' ')[0];
        return await RunningCommand.RunAsync(
            [
                "dotnet", Repository.File("FamilyCart.AppHost/bin/Debug/net10.0/FamilyCart.AppHost.dll"),
                "--Launch:SmokeAt", project.Address, "--Launch:SmokeCertificate", project.File("tls", "fullchain.pem"),
                "--Launch:SmokeOutbox", string.Create(CultureInfo.InvariantCulture, $"http://{slot}:{8001 + project.Offset}"),
                "--Topology:Name", project.Name, "--Topology:Runtime", "processes",
            ],
            new Dictionary<string, string> { ["Parameters__operator_token"] = await File.ReadAllTextAsync(project.File("secrets", "operator-token")) },
            Patience.Limit);
    }
}
