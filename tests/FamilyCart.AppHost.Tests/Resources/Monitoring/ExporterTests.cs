using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Resources.Redis;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Tests.Resources.Monitoring;

[Collection(TopologyTests.Name)]
public sealed class ExporterTests(TopologyFixture topology) : IDisposable
{
    private static readonly string[] s_names = ["uat-node-exporter", "uat-postgres-exporter", "uat-redis-exporter"];

    private readonly LaunchRun _run = new(topology);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Process_Environment_HasThePasswordsFileAndNotThePassword()
    {
        var resources = Build("processes").ToDictionary(r => r.Name);

        var postgres = await TopologyFixture.EnvironmentOfAsync(resources["uat-postgres-exporter"]);
        Assert.Equal("monitor", postgres["DATA_SOURCE_USER"]);
        Assert.EndsWith("/uat-postgres-exporter/secret/password", Assert.IsType<string>(postgres["DATA_SOURCE_PASS_FILE"]), StringComparison.Ordinal);
        Assert.EndsWith("/familycart?sslmode=disable", Assert.IsType<ReferenceExpression>(postgres["DATA_SOURCE_URI"]).ValueExpression, StringComparison.Ordinal);
        Assert.DoesNotContain("DATA_SOURCE_PASS", postgres.Keys);
        Assert.Contains(await TopologyFixture.ArgumentsOfAsync(resources["uat-postgres-exporter"]), argument => $"{argument}".EndsWith("/etc/queries.yml", StringComparison.Ordinal));

        var redis = await TopologyFixture.EnvironmentOfAsync(resources["uat-redis-exporter"]);
        Assert.Equal($"redis://localhost:{6380 + TopologyFixture.PortOffset}", redis["REDIS_ADDR"]);
        Assert.DoesNotContain("REDIS_PASSWORD", redis.Keys);
    }

    [Theory]
    [InlineData("processes")]
    [InlineData("containers")]
    public async Task Installed_AnyRuntime_IsAProcessOnLoopback(string runtime)
    {
        var resources = Build(runtime).ToDictionary(r => r.Name);

        foreach (var name in s_names)
        {
            Assert.Equal(new RoleAnnotation("process", Expectation.Healthy), resources[name].Role());
            Assert.Contains(await TopologyFixture.ArgumentsOfAsync(resources[name]), argument => $"{argument}".StartsWith("--web.listen-address=127.0.0.1:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Published_Exporters_ArePinnedImagesThatReachTheirServers()
    {
        var builder = _run.Builder("--operation=publish");
        var server = builder.AddUatPostgres("uat-db");
        builder.AddUatNodeExporter(s_names[0]);
        builder.AddUatPostgresExporter(s_names[1], server.AddMonitor("monitor"), server.AddDatabase("familycart"));
        builder.AddUatRedisExporter(s_names[2], builder.AddUatRedis("uat-redis"));
        var resources = builder.Resources.ToDictionary(r => r.Name);

        Assert.Equal(
            ["quay.io/prometheus/node-exporter:v1.5.0", "quay.io/prometheuscommunity/postgres-exporter:v0.11.1", "docker.io/oliver006/redis_exporter:v1.45.0"],
            s_names.Select(name => resources[name].Annotations.OfType<ContainerImageAnnotation>().Single()).Select(image => $"{image.Registry}/{image.Image}:{image.Tag}"));
        var postgres = await TopologyFixture.EnvironmentOfAsync(resources["uat-postgres-exporter"]);
        Assert.Equal("{uat-db.bindings.tcp.host}:{uat-db.bindings.tcp.port}/familycart?sslmode=disable", Assert.IsType<ReferenceExpression>(postgres["DATA_SOURCE_URI"]).ValueExpression);
        Assert.Equal("/run/secrets/monitor-password", postgres["DATA_SOURCE_PASS_FILE"]);
        Assert.Contains("--extend.query-path=/etc/postgres-exporter/queries.yml", await TopologyFixture.ArgumentsOfAsync(resources["uat-postgres-exporter"]));
        var redis = await TopologyFixture.EnvironmentOfAsync(resources["uat-redis-exporter"]);
        Assert.Equal("/run/secrets/redis-exporter-passwords", redis["REDIS_PASSWORD_FILE"]);
        Assert.Equal("""{"redis://uat-redis:6379":"of uat-redis-password"}""", resources["uat-redis-exporter"].Annotations.OfType<RenderedSecretAnnotation>().Single().Text(name => $"of {name}"));
    }

    [Fact]
    public async Task Published_NodeExporter_TellsOfNoNetworkWhichWouldBeItsOwn()
    {
        var builder = _run.Builder("--operation=publish");
        builder.AddUatNodeExporter(s_names[0]);

        var arguments = (await TopologyFixture.ArgumentsOfAsync(Assert.Single(builder.Resources, resource => resource.Name == s_names[0]))).Select(argument => $"{argument}").ToList();

        Assert.Contains("--collector.meminfo", arguments);
        Assert.Empty(arguments.Intersect(["--collector.conntrack", "--collector.netdev", "--collector.netstat", "--collector.sockstat"]));
    }

    [Fact]
    public void NotInstalled_ProcessesRuntime_IsAbsentAndTheTableSaysWhy()
    {
        var builder = _run.Builder();

        builder.AddExporter("uat-nothing", Nothing(), (_, _) => { }, _ => { });

        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "uat-nothing");
        Assert.Equal(new AbsentResource("uat-nothing", "not installed (package prometheus-nothing-exporter)"), Assert.Single(builder.Topology().Absent));
    }

    [Fact]
    public void NotInstalled_ContainersRuntime_IsAnImageThatNothingWaitsFor()
    {
        using var engine = FakePrograms.Engine();
        var builder = _run.Builder("--Topology:Runtime=containers");

        builder.AddExporter("uat-nothing", Nothing(), (_, _) => { }, _ => { });

        Assert.Equal(new RoleAnnotation("container", Expectation.Optional), builder.Resources.Single(resource => resource.Name == "uat-nothing").Role());
        Assert.Empty(builder.Topology().Absent);
    }

    [Fact]
    public void Folder_WrittenTwice_HoldsTheLastSecretForItsAccountAlone()
    {
        var folder = new ExporterFolder(_run.Folder.Below("exporter"), new ServerAccount(User: null));
        _run.Folder.Write("source/queries.yml", "a: b");

        folder.Write(_run.Folder.Below("source"), "first");
        folder.Write(_run.Folder.Below("source"), "second");

        Assert.Equal("second", File.ReadAllText(folder.Secret));
        Assert.Equal("a: b", File.ReadAllText(Path.Combine(folder.Configuration, "queries.yml")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Secret));
    }

    private static ExporterPlan Nothing() => new()
    {
        Service = "nothing",
        Port = 9999,
        Programs = ["prometheus-nothing-exporter"],
        Registry = "docker.io",
        Image = "nobody/nothing",
        Tag = "1",
        Published = PublishedMonitoring.DataWatcher,
        Works = "nothing_up",
    };

    private IReadOnlyList<IResource> Build(string runtime)
    {
        using var engine = FakePrograms.Engine();
        return AppHostModel.Build(topology.Arguments(runtime));
    }
}
