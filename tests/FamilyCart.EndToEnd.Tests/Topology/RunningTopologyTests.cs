using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Topology;

[Collection("topology")]
[Trait("Category", "Topology")]
public sealed partial class RunningTopologyTests(TopologyFixture topology)
{
    private static readonly string[] s_resources =
    [
        "uat-db", "uat-redis", "uat-migrations", "uat-runner-migrations", "uat-api-blue", "uat-api-green", "uat-gateway",
        "uat-github-emulator", "uat-runner-manager", "uat-prober", "uat-backup", "uat-prometheus", "uat-alertmanager",
        "uat-node-exporter", "uat-postgres-exporter", "uat-redis-exporter",
    ];

    private static readonly string[] s_scraped =
    [
        "uat-alertmanager", "uat-api-blue", "uat-api-green", "uat-backup", "uat-gateway", "uat-github-emulator", "uat-node-exporter", "uat-postgres-exporter",
        "uat-prober", "uat-prometheus", "uat-redis-exporter", "uat-runner-manager",
    ];

    [Fact]
    public void Topology_Started_IsWholeAndHealthy()
    {
        // How long it took belongs to tests/bench/topology.sh: here other tests have the machine too.
        Assert.NotNull(topology.Description.SecondsToHealthy);
        Assert.Superset(s_resources.ToHashSet(), topology.Description.Resources.Select(resource => resource.Name).ToHashSet());
        Assert.All(topology.Description.Resources, resource => Assert.Contains(resource.Health, new[] { "healthy", "completed" }));
    }

    [Fact]
    public async Task Services_Asked_AnswerThatTheyAreHealthy()
    {
        using var http = new HttpClient();
        foreach (var resource in new[] { "uat-api-blue", "uat-api-green", "uat-runner-manager", "uat-prober", "uat-backup" })
        {
            using var answer = await http.GetAsync(new Uri(topology.Description.UrlOf(resource), "/health"));

            Assert.True(answer.IsSuccessStatusCode, $"{resource}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Prometheus_Asked_HasEveryServiceUp()
    {
        using var http = new HttpClient { BaseAddress = topology.Description.UrlOf("uat-prometheus") };
        Dictionary<string, string> health = [];
        // A target that was late for one scrape is up after the next, 15 s later.
        for (var end = DateTime.UtcNow.AddMinutes(3); DateTime.UtcNow < end; await Task.Delay(500))
        {
            var answer = await http.GetFromJsonAsync<JsonElement>("/api/v1/targets?state=active");
            health = answer.GetProperty("data").GetProperty("activeTargets").EnumerateArray().ToDictionary(
                target => target.GetProperty("labels").GetProperty("resource").GetString()!,
                target => $"{target.GetProperty("health")} {target.GetProperty("lastError")}".Trim());
            if (s_scraped.All(health.ContainsKey) && health.Values.All(value => value == "up"))
            {
                return;
            }
        }

        Assert.Equal(s_scraped.Select(resource => $"{resource} up"), health.Select(pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Logs_AfterStart_HoldNoError()
    {
        var files = Directory.GetFiles(topology.Logs);
        var errors = files.SelectMany(file => File.ReadLines(file)
            .Select(line => Colour().Replace(line, ""))
            .Where(line => Error().IsMatch(line))
            .Select(line => $"{Path.GetFileName(file)}: {line}"));

        Assert.Superset(s_resources.ToHashSet(), files.Select(file => Path.GetFileNameWithoutExtension(file)!).ToHashSet());
        Assert.Empty(errors);
    }

    [Fact]
    public async Task SecondRun_WhileOneRuns_EndsWith6AndDisturbsNothing()
    {
        var running = topology.Description;
        var result = await RunningCommand.RunAsync(
            ["dotnet", Repository.AppHost, "--Topology:Name", running.Topology, "--Topology:Runtime", "processes", "--Topology:DataDirectory", running.DataDirectory]);

        Assert.Equal(6, result.ExitCode);
        Assert.Contains($"{running.ProcessId}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(running.UrlOf("uat-api-blue"), "/health"));
        Assert.True(answer.IsSuccessStatusCode);
    }

    [GeneratedRegex("\x1b\\[[0-9;]*m")]
    private static partial Regex Colour();

    // Our services, Prometheus and Alertmanager, PostgreSQL, and a program that dies of an exception.
    // The exporter of Redis says at this level how many passwords its file has. PostgreSQL refuses whoever asks before it has started, and
    // says so when whoever asked waits no longer: both are how a slow start looks.
    [GeneratedRegex(@"^\{""timestamp"":""[^""]*"",""level"":""(error|critical)""|\blevel=(error|crit)\b(?! msg=""Loaded 1 entries)|\] (ERROR|FATAL|PANIC):  (?!the database system is starting up|canceling statement due to user request)|^Unhandled exception")]
    private static partial Regex Error();
}
