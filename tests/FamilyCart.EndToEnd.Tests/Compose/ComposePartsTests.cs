using System.Globalization;
using System.Net;
using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Images;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>The parts <c>monitoring</c> and <c>runners</c> beside <c>uat</c>, with all images that can be made of this machine's packages.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class ComposePartsTests(ImageEngine engine, ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 17000;
    private const int Prometheus = 9090;
    private const int Alertmanager = 9093;
    private const int Requests = 5;

    // No package here is what their images hold, and tests ask no registry.
    private static readonly string[] s_absent = ["uat-cadvisor", "uat-grafana", "uat-jaeger", "uat-log-shipper", "uat-loki"];

    private static readonly string[] s_watched =
    [
        "uat-alertmanager", "uat-api-blue", "uat-api-green", "uat-backup", "uat-gateway", "uat-node-exporter", "uat-postgres-exporter", "uat-prober", "uat-prometheus", "uat-redis-exporter",
        "uat-runner-manager",
    ];

    [ImageFact]
    public async Task Up_AllPartsButWhatHasNoImageHere_IsHealthyWithinItsRights()
    {
        var project = await UpAsync();
        var running = await project.RunningAsync();

        Assert.Equal(["uat-db", "uat-redis", .. s_watched], running.Order(StringComparer.Ordinal).OrderBy(service => s_watched.Contains(service)));
        var plan = await project.ServicesAsync();
        foreach (var service in running)
        {
            await ContainerRights.CheckAsync(project, service, plan.GetProperty(service));
        }
    }

    [Fact(Skip = "uat-cadvisor, uat-grafana, uat-jaeger, uat-log-shipper, uat-loki: no image of them can be made of Debian's packages, and tests ask no registry")]
    public async Task Up_WhatHasNoImageHere_IsHealthyAsWell()
    {
        var project = await UpAsync();

        var result = await project.ComposeAsync(["up", "--detach", "--wait", .. s_absent]);

        Assert.True(result.ExitCode == 0, result.Errors);
    }

    [ImageFact]
    public async Task Prometheus_OfEverythingThatStarted_IsAnsweredAndKnowsItsRules()
    {
        var project = await UpAsync();
        using var prometheus = new HttpClient { BaseAddress = new Uri(project.Loopback(Prometheus)) };

        var states = new Dictionary<string, string>();
        await Patience.UntilAsync(async () =>
        {
            states = (await AskAsync(prometheus, "/api/v1/targets?state=active")).GetProperty("activeTargets").EnumerateArray()
                .ToDictionary(target => target.GetProperty("labels").GetProperty("resource").GetString()!, target => target.GetProperty("health").GetString()!);
            return states.Values.All(state => state != "unknown") && s_watched.All(name => states.GetValueOrDefault(name) == "up");
        });

        Assert.Subset(s_absent.ToHashSet(), states.Where(state => state.Value != "up").Select(state => state.Key).ToHashSet());
        var groups = (await AskAsync(prometheus, "/api/v1/rules")).GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal(
            Directory.GetFiles(project.File("prometheus", "rules")).Select(Path.GetFileName).Order(),
            groups.Select(group => Path.GetFileName(group.GetProperty("file").GetString())).Distinct().Order());
        Assert.All(groups.SelectMany(group => group.GetProperty("rules").EnumerateArray()), rule => Assert.NotEqual("err", rule.GetProperty("health").GetString()));
    }

    [ImageFact]
    public async Task Requests_ThatTheGatewayCounts_AreSeenInPrometheus()
    {
        const string Counted = "sum(familycart_gateway_requests_total{resource='uat-gateway',route='api',status='2xx'})";
        var project = await UpAsync();
        using var prometheus = new HttpClient { BaseAddress = new Uri(project.Loopback(Prometheus)) };
        using var user = project.Client(project.Address);
        var before = await ValueAsync(prometheus, Counted) ?? 0;

        for (var request = 0; request < Requests; request++)
        {
            using var answer = await user.GetAsync("/api/v1/system/info");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await Patience.UntilAsync(async () => await ValueAsync(prometheus, Counted) >= before + Requests);
    }

    [ImageFact]
    public async Task NodeExporter_InAContainer_TellsOfTheMachineAndOfNoNetwork()
    {
        var project = await UpAsync();
        using var prometheus = new HttpClient { BaseAddress = new Uri(project.Loopback(Prometheus)) };
        await Patience.UntilAsync(async () => await ValueAsync(prometheus, "node_memory_MemTotal_bytes{resource='uat-node-exporter'}") is not null);

        var total = (await File.ReadAllLinesAsync("/proc/meminfo"))[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.Equal(1024 * double.Parse(total, CultureInfo.InvariantCulture), await ValueAsync(prometheus, "node_memory_MemTotal_bytes{resource='uat-node-exporter'}"));
        Assert.Null(await ValueAsync(prometheus, "count({__name__=~'node_(network|netstat|sockstat|nf_conntrack)_.*'})"));
    }

    [ImageFact]
    public async Task Alerts_OfPrometheus_ArriveAtAlertmanager()
    {
        var project = await UpAsync();
        using var alertmanager = new HttpClient { BaseAddress = new Uri(project.Loopback(Alertmanager)) };

        await Patience.UntilAsync(async () => (await alertmanager.GetStringAsync("/api/v2/alerts")).Contains("\"Watchdog\"", StringComparison.Ordinal));
    }

    [ImageFact]
    public async Task RunnerManager_ThroughTheGateway_AnswersOperatorsAndSeesTheEngine()
    {
        var project = await UpAsync();
        using var anybody = project.Client(project.Address);
        using var operators = project.Client(project.Address, isOperator: true);

        using var page = await anybody.GetAsync("/runners/");
        using var redirected = await anybody.GetAsync("/runners");
        using var refused = await anybody.GetAsync("/runners/api/v1/status");
        using var status = JsonDocument.Parse(await operators.GetStringAsync("/runners/api/v1/status"));

        Assert.Equal((HttpStatusCode.Unauthorized, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Equal(page.StatusCode, redirected.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(1, status.RootElement.GetProperty("pools").GetInt32());
        Assert.Equal("Docker", status.RootElement.GetProperty("engine").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, status.RootElement.GetProperty("engine").GetProperty("obstacle").ValueKind);
    }

    private Task<ComposeProject> UpAsync() => topology.UpAsync(
        Offset,
        s_absent,
        "--Publish:Profiles",
        "uat,runners,monitoring",
        "--Publish:Set:RUNNER_SCOPE",
        "family/cart",
        "--Publish:Set:ENGINE_SOCKET",
        new Uri(engine.Variables["DOCKER_HOST"]).AbsolutePath,
        "--Publish:Set:ENGINE_GROUP",
        // Whoever may use the engine of the tests.
        Environment.GetEnvironmentVariable("SUDO_GID") ?? "0");

    private static async Task<JsonElement> AskAsync(HttpClient prometheus, string question)
    {
        using var answer = JsonDocument.Parse(await prometheus.GetStringAsync(question));
        return answer.RootElement.GetProperty("data").Clone();
    }

    private static async Task<double?> ValueAsync(HttpClient prometheus, string query) =>
        (await AskAsync(prometheus, $"/api/v1/query?query={Uri.EscapeDataString(query)}")).GetProperty("result").EnumerateArray()
            .Select(sample => (double?)double.Parse(sample.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)).SingleOrDefault();
}
