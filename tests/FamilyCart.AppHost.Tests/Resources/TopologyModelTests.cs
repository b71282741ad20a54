using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Resources;

/// <summary>The topology as <c>Program.cs</c> builds it, before anything starts.</summary>
[Collection(TopologyTests.Name)]
public sealed class TopologyModelTests(TopologyFixture topology)
{
    private static readonly string[] s_always =
        ["uat-db", "familycart", "runners", "monitor", "uat-redis", "uat-migrations", "uat-runner-migrations", "uat-api-blue", "uat-api-green", "uat-github-emulator", "uat-runner-manager", "uat-gateway", "uat-prober"];

    [Fact]
    public void Processes_Resources_HaveTheNamesAndPortsOfTheDesign()
    {
        var resources = Build("processes");

        Assert.Equal([.. s_always, "backup", "uat-restore-point", "uat-backup", "uat-node-exporter", "uat-postgres-exporter", "uat-redis-exporter", "uat-prometheus", "uat-alertmanager"], resources.Where(r => r.Role() is not null).Select(r => r.Name));
        Assert.Equal(
            new Dictionary<string, int[]>
            {
                ["uat-db"] = [5433],
                ["uat-redis"] = [6380],
                ["uat-api-blue"] = [8001],
                ["uat-api-green"] = [8002],
                ["uat-github-emulator"] = [9102],
                ["uat-runner-manager"] = [9101],
                ["uat-gateway"] = [8080, 8443, 9080],
                ["uat-node-exporter"] = [9100],
                ["uat-postgres-exporter"] = [9187],
                ["uat-redis-exporter"] = [9121],
                ["uat-prober"] = [9103],
                ["uat-backup"] = [9104],
                ["uat-prometheus"] = [9090],
                ["uat-alertmanager"] = [9093],
            },
            resources.Where(r => Endpoints(r).Any()).ToDictionary(r => r.Name, r => Endpoints(r).Select(e => e.Port!.Value - TopologyFixture.PortOffset).ToArray()));
    }

    [Fact]
    public void Processes_Endpoints_AreBoundByTheResourceItselfOnLoopbackButForTheGateway()
    {
        var endpoints = Build("processes").SelectMany(r => Endpoints(r).Select(e => (Resource: r.Name, Endpoint: e))).ToList();

        Assert.All(endpoints, e => Assert.False(e.Endpoint.IsProxied, e.Resource));
        Assert.Equal(
            [("uat-gateway", "http", true), ("uat-gateway", "https", true)],
            endpoints.Where(e => e.Endpoint.TargetHost != "localhost").Select(e => (e.Resource, e.Endpoint.Name, e.Endpoint.IsExternal)));
    }

    [Fact]
    public void Processes_Waits_FollowTheData()
    {
        var waits = Build("processes").ToDictionary(
            r => r.Name,
            r => r.Annotations.OfType<WaitAnnotation>().Select(w => $"{w.Resource.Name} {w.WaitType}").ToHashSet());

        Assert.Contains("familycart WaitUntilHealthy", waits["uat-migrations"]);
        Assert.Contains("runners WaitUntilHealthy", waits["uat-runner-migrations"]);
        Assert.All(["uat-migrations", "uat-runner-migrations"], migrations => Assert.Contains("uat-restore-point WaitForCompletion", waits[migrations]));
        foreach (var slot in new[] { "uat-api-blue", "uat-api-green" })
        {
            Assert.Contains("uat-migrations WaitForCompletion", waits[slot]);
            Assert.Contains("uat-redis WaitUntilHealthy", waits[slot]);
        }

        Assert.Contains("uat-runner-migrations WaitForCompletion", waits["uat-runner-manager"]);
        Assert.Contains("uat-gateway WaitUntilHealthy", waits["uat-prober"]);
    }

    [Theory]
    [InlineData("processes")]
    [InlineData("containers")]
    public async Task Arguments_AnyResource_HoldNoSecret(string runtime)
    {
        Build("processes");
        var resources = Build(runtime);
        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(topology.Secrets))!;
        // Another test's containers may have made it before.
        const string OfContainers = "grafana-admin-password";
        Assert.True(runtime == "processes" || secrets.ContainsKey(OfContainers));
        Assert.Equal(
            ["backup-password", "ci-token", "familycart-owner-password", "familycart-password", "github-token", "github-webhook-secret", "monitor-password", "operator-token", "probe-password", "runners-owner-password", "runners-password", "slot-token", "uat-db-password", "uat-redis-password"],
            secrets.Keys.Where(key => key != OfContainers).Order());

        foreach (var resource in resources.Where(r => r.Role() is not null))
        {
            foreach (var argument in await TopologyFixture.ArgumentsOfAsync(resource))
            {
                var text = Assert.IsType<string>(argument);
                Assert.DoesNotContain(secrets.Values, secret => text.Contains(secret, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Processes_Environment_IsWhatServicesExpect()
    {
        var resources = Build("processes").ToDictionary(r => r.Name);

        var blue = await TopologyFixture.EnvironmentOfAsync(resources["uat-api-blue"]);
        Assert.Equal("blue", blue["Api__Slot"]);
        Assert.Equal("familycart", blue["LOGGING__CONSOLE__FORMATTERNAME"]);
        Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), blue["Shutdown__OwnerProcessId"]);
        Assert.True(blue.ContainsKey("ConnectionStrings__familycart") && blue.ContainsKey("ConnectionStrings__redis"));

        Assert.Equal($"http://localhost:{8080 + TopologyFixture.PortOffset}", blue["Mail__LinkBase"]);
        foreach (var slot in new[] { "uat-api-blue", "uat-api-green" })
        {
            var environment = await TopologyFixture.EnvironmentOfAsync(resources[slot]);
            Assert.Equal("operator-token", Assert.IsType<ParameterResource>(environment["Operators__topology__Token"]).Name);
            Assert.Equal("operator", environment["Operators__topology__Role"]);
            Assert.Equal("slot-token", Assert.IsType<ParameterResource>(environment["Operators__gateway__Token"]).Name);
            Assert.Equal("gateway", environment["Operators__gateway__Role"]);
        }

        var runnerManager = await TopologyFixture.EnvironmentOfAsync(resources["uat-runner-manager"]);
        Assert.Equal("ci-token", Assert.IsType<ParameterResource>(runnerManager["Operators__ci__Token"]).Name);
        Assert.Equal("ci", runnerManager["Operators__ci__Role"]);

        var gateway = await TopologyFixture.EnvironmentOfAsync(resources["uat-gateway"]);
        Assert.Equal($"http://localhost:{9080 + TopologyFixture.PortOffset}", gateway["Gateway__Admin__Url"]);
        Assert.Equal($"https://0.0.0.0:{8443 + TopologyFixture.PortOffset}", gateway["Gateway__Https__Url"]);
        Assert.Equal(("true", "false"), (gateway["Gateway__Https__Development"], gateway["Gateway__Https__Redirect"]));
        Assert.EndsWith("/gateway", Assert.IsType<string>(gateway["Gateway__Https__DevelopmentFolder"]), StringComparison.Ordinal);
        Assert.Equal("10000", gateway["Gateway__Limits__Api__Rate"]);
        Assert.Equal("true", gateway["Gateway__AnyHost"]);
        Assert.Equal(("true", "2", "16000"), (gateway["Gateway__Transport__Inline"], gateway["MALLOC_ARENA_MAX"], gateway["MALLOC_MMAP_THRESHOLD_"]));
        Assert.Equal("uat-api-green", Assert.IsType<EndpointReference>(gateway["Gateway__Slots__green__Address"]).Resource.Name);
        Assert.Equal("slot-token", Assert.IsType<ParameterResource>(gateway["Gateway__SlotToken"]).Name);
        Assert.EndsWith("/gateway/deployments.json", Assert.IsType<string>(gateway["Gateway__Deployments__StateFile"]), StringComparison.Ordinal);
        Assert.Equal("uat-runner-manager", Assert.IsType<EndpointReference>(gateway["Gateway__RunnerManager__Address"]).Resource.Name);

        var migrations = await TopologyFixture.EnvironmentOfAsync(resources["uat-migrations"]);
        Assert.Contains("Username=familycart_owner;", Assert.IsType<ReferenceExpression>(migrations["ConnectionStrings__familycart"]).ValueExpression, StringComparison.Ordinal);
        Assert.Equal(["migrate", "--seed-probe"], await TopologyFixture.ArgumentsOfAsync(resources["uat-migrations"]));

        var prober = await TopologyFixture.EnvironmentOfAsync(resources["uat-prober"]);
        Assert.Equal($"https://localhost:{8443 + TopologyFixture.PortOffset}", prober["Probe__Address"]);
        Assert.Equal($"{gateway["Gateway__Https__DevelopmentFolder"]}/development.pem", prober["Probe__CertificateFile"]);
        foreach (var environment in new[] { migrations, prober })
        {
            Assert.Equal("probe@example.org", environment["Probe__Email"]);
            Assert.Equal("probe-password", Assert.IsType<ParameterResource>(environment["Probe__Password"]).Name);
        }
    }

    [Fact]
    public void Processes_Databases_HaveTheRolesOfTheDesign()
    {
        var plans = Build("processes").OfType<UatDatabaseResource>().Select(d => (d.Name, d.Plan.Database, d.Plan.Role, d.Plan.Owner));

        Assert.Equal(
            [("familycart", "familycart", "familycart", "familycart_owner"), ("runners", "runners", "runners", "runners_owner"), ("monitor", "postgres", "monitor", null), ("backup", "backup", "backup", null)],
            plans);
    }

    [Fact]
    public void ScrapeTargets_Model_HasEveryServiceWithItsLabels()
    {
        var targets = ScrapeTargets.Of(Build("processes"));

        Assert.Equal(
            [
                "uat-alertmanager.json", "uat-api-blue.json", "uat-api-green.json", "uat-backup.json", "uat-gateway.json", "uat-github-emulator.json", "uat-node-exporter.json",
                "uat-postgres-exporter.json", "uat-prober.json", "uat-prometheus.json", "uat-redis-exporter.json", "uat-runner-manager.json",
            ],
            targets.Keys.Order());
        var gateway = JsonDocument.Parse(targets["uat-gateway.json"]).RootElement[0];
        Assert.Equal($"localhost:{9080 + TopologyFixture.PortOffset}", gateway.GetProperty("targets")[0].GetString());
        Assert.Equal("gateway", gateway.GetProperty("labels").GetProperty("service").GetString());
        Assert.Equal("uat-gateway", gateway.GetProperty("labels").GetProperty("resource").GetString());
        Assert.Equal("prober", JsonDocument.Parse(targets["uat-prober.json"]).RootElement[0].GetProperty("labels").GetProperty("service").GetString());
        var blue = JsonDocument.Parse(targets["uat-api-blue.json"]).RootElement[0];
        Assert.Equal("api", blue.GetProperty("labels").GetProperty("service").GetString());
    }

    [Fact]
    public async Task Containers_BackingServices_AreTheOfficialOnesWithOurSettings()
    {
        var resources = Build("containers").ToDictionary(r => r.Name);

        Assert.IsType<PostgresServerResource>(resources["uat-db"]);
        Assert.IsType<RedisResource>(resources["uat-redis"]);
        Assert.Equal(
            ImageTags.Needed,
            new[] { "uat-db", "uat-redis" }.Select(name => resources[name].Annotations.OfType<ContainerImageAnnotation>().Last()).Select(image => $"{image.Registry}/{image.Image}:{image.Tag}"));
        Assert.Contains("shared_buffers=512MB", await TopologyFixture.ArgumentsOfAsync(resources["uat-db"]));
        Assert.Equal(
            [.. s_always, "uat-cadvisor", "uat-loki", "uat-log-shipper", "uat-jaeger", "uat-grafana"],
            resources.Values.Where(r => r.Role()?.Kind is not null and not "process").Select(r => r.Name));
        Assert.All(Endpoints(resources["uat-db"]).Concat(Endpoints(resources["uat-redis"])), endpoint => Assert.False(endpoint.IsProxied));
        Assert.Contains(
            "maxmemory-policy allkeys-lru", string.Join(' ', await TopologyFixture.ArgumentsOfAsync(resources["uat-redis"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Ollama_Enabled_IsAnOptionalContainerWithAModel()
    {
        var resources = Build("containers", "--Ollama:Enabled=true").ToDictionary(r => r.Name);

        Assert.Equal(Expectation.Optional, resources["uat-ollama"].Role()!.Expectation);
        Assert.Equal(Expectation.Optional, resources["uat-ollama-model"].Role()!.Expectation);
        Assert.Contains(resources["uat-ollama"].Annotations, annotation => annotation.GetType().Name == "ContainerRuntimeArgsCallbackAnnotation");
    }

    [Fact]
    public async Task Ollama_Enabled_IsMadeKnownToBothSlotsWhichDoNotWaitForIt()
    {
        var resources = Build("containers", "--Ollama:Enabled=true", "--Ollama:Model=tiny").ToDictionary(r => r.Name);
        foreach (var slot in new[] { "uat-api-blue", "uat-api-green" })
        {
            var environment = await TopologyFixture.EnvironmentOfAsync(resources[slot]);
            Assert.Equal("ollama", environment["Ai__Provider"]);
            Assert.Equal("tiny", environment["Ai__Model"]);
            Assert.Equal("uat-ollama", Assert.IsType<EndpointReference>(environment["Ai__Endpoint"]).Resource.Name);
            Assert.DoesNotContain(resources[slot].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name.StartsWith("uat-ollama", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Ollama_NotEnabled_LeavesTheSlotsToTheirDictionary()
    {
        var resources = Build("containers").ToDictionary(r => r.Name);
        Assert.DoesNotContain(
            (await TopologyFixture.EnvironmentOfAsync(resources["uat-api-blue"])).Keys, key => key.StartsWith("Ai__", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RegistryCache_WithUpstream_IsAnOptionalContainerOfItsOwn()
    {
        var resources = Build("containers", "--RegistryCache:Upstream=http://127.0.0.1:1").ToDictionary(r => r.Name);

        var cache = resources["uat-registry-cache"];
        Assert.Equal(Expectation.Optional, cache.Role()!.Expectation);
        Assert.Equal(5000 + TopologyFixture.PortOffset, Assert.Single(Endpoints(cache)).Port);
        Assert.Equal("http://127.0.0.1:1", (await TopologyFixture.EnvironmentOfAsync(cache))["REGISTRY_PROXY_REMOTEURL"]);
        // Builders have no way to the host's loopback.
        Assert.DoesNotContain("Runner__Container__RegistryMirror", (await TopologyFixture.EnvironmentOfAsync(resources["uat-runner-manager"])).Keys);
    }

    [Fact]
    public async Task RegistryCache_OnANetworkOfContainers_IsHandedToTheRunners()
    {
        var resources = Build("containers", "--RegistryCache:Upstream=http://127.0.0.1:1", "--RegistryCache:Address=172.17.0.1").ToDictionary(r => r.Name);

        Assert.Equal(
            $"http://172.17.0.1:{5000 + TopologyFixture.PortOffset}", (await TopologyFixture.EnvironmentOfAsync(resources["uat-runner-manager"]))["Runner__Container__RegistryMirror"]);
    }

    [Theory]
    [InlineData("processes")]
    [InlineData("containers")]
    public void RegistryCache_WithoutUpstream_IsAbsent(string runtime) => Assert.DoesNotContain(Build(runtime), r => r.Name == "uat-registry-cache");

    private static IEnumerable<EndpointAnnotation> Endpoints(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    private IReadOnlyList<IResource> Build(string runtime, params string[] more)
    {
        using var engine = FakePrograms.Engine();
        return AppHostModel.Build(topology.Arguments(runtime, more));
    }
}
