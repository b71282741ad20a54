using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FamilyCart.EndToEnd.Tests.Telemetry;

/// <summary>What the real services of a whole topology tell of what they do, and what they keep to themselves.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
public sealed partial class TelemetryTests(TracedTopology topology) : IClassFixture<TracedTopology>
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);
    private static readonly string[] s_services = ["uat-api-blue", "uat-api-green", "uat-gateway", "uat-runner-manager", "uat-github-emulator", "uat-prober"];

    private static readonly (string Service, string Source)[] s_sources =
        [("uat-gateway", "Microsoft.AspNetCore"), ("uat-gateway", "System.Net.Http"), ("uat-api-blue", "Microsoft.AspNetCore"), ("uat-api-blue", "Npgsql")];

    [Fact]
    public async Task Request_FromTheDoorToTheDatabase_IsOneTraceThatTheLogNames()
    {
        using var shopper = new Shopper(topology);
        await shopper.ShopAsync();

        var traceId = (await shopper.LockAsync())[0];

        await UntilAsync(() => s_sources.All(expected => topology.Traces.Spans.Any(span => span.TraceId == traceId && (span.Service, span.Source) == expected)), () => Of(traceId));
        await UntilAsync(() => Lines("uat-api-blue").Any(line => line.Contains(traceId, StringComparison.Ordinal)), () => string.Join('\n', Lines("uat-api-blue").TakeLast(20)));
        var line = JsonDocument.Parse(Lines("uat-api-blue").First(line => line.Contains(traceId, StringComparison.Ordinal))).RootElement;
        Assert.Equal(traceId, line.GetProperty("traceId").GetString());
        Assert.Equal("uat-api-blue", line.GetProperty("service").GetString());
        Assert.Matches("^[0-9a-f]{16}$", line.GetProperty("spanId").GetString());
        Assert.NotEqual(0, line.GetProperty("eventId").GetInt32());
        Assert.Empty(Of(Shopper.Stranger));
    }

    [Fact]
    public async Task Run_WithPlantedSecrets_TellsNoneOfThemInLogsTracesOrMetrics()
    {
        using var shopper = new Shopper(topology);
        await shopper.ShopAsync();
        var secrets = topology.Secrets.Concat(shopper.Secrets).ToList();
        // What a search finds nothing in must be what the services wrote while they had the secrets.
        await UntilAsync(
            () => new[] { "uat-gateway", "uat-api-blue" }.All(service => topology.Traces.Spans.Any(span => span.TraceId == shopper.LastTrace && span.Service == service)),
            () => Of(shopper.LastTrace));
        var said = await EverythingAsync();

        Assert.All(s_services, service => Assert.NotEmpty(said[$"log of {service}"]));
        Assert.Contains("http_server_request_duration_seconds", said["metrics of uat-api-blue"], StringComparison.Ordinal);
        Assert.True(secrets.Count >= 18 && secrets.TrueForAll(secret => secret.Value.Length >= 12));
        Assert.Empty(
            from source in said
            from secret in secrets
            where Forms(secret.Value).Any(form => source.Value.Contains(form, StringComparison.OrdinalIgnoreCase))
            select $"{source.Key} holds the {secret.Key}");
    }

    [Fact]
    public void Log_OfEachService_IsJsonOnOneLineWithWhatFindsIt()
    {
        foreach (var service in s_services)
        {
            Assert.NotEmpty(Lines(service));
            foreach (var line in Lines(service))
            {
                Assert.True(line.StartsWith('{'), $"{service}: {line}");
                var entry = JsonDocument.Parse(line).RootElement;
                Assert.Equal(service, entry.GetProperty("service").GetString());
                Assert.Contains(entry.GetProperty("environment").GetString(), new[] { "Development", "Production" });
                Assert.All(new[] { "timestamp", "level", "category", "eventId", "message" }, name => Assert.True(entry.TryGetProperty(name, out _), line));
            }
        }
    }

    /// <summary>As they are, and as an address or a header has them.</summary>
    private static IEnumerable<string> Forms(string secret) =>
        new[] { secret, Uri.EscapeDataString(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=') }.Distinct();

    private string Of(string trace) => string.Join('\n', topology.Traces.Spans.Where(span => span.TraceId == trace).Distinct());

    private IEnumerable<string> Lines(string service)
    {
        var text = File.ReadAllText(Path.Combine(topology.Logs, $"{service}.log"));
        // The last line may be half written.
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Colour().Replace(line, ""));
    }

    private async Task<Dictionary<string, string>> EverythingAsync()
    {
        var said = Directory.EnumerateFiles(topology.Logs).ToDictionary(file => $"log of {Path.GetFileNameWithoutExtension(file)}", File.ReadAllText);
        said["traces"] = string.Join('\n', topology.Traces.Requests.Select(Encoding.UTF8.GetString));
        using var http = new HttpClient();
        var targets = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(new Uri(topology.Description.UrlOf("uat-prometheus"), "/api/v1/targets?state=active")));
        foreach (var target in targets.GetProperty("data").GetProperty("activeTargets").EnumerateArray())
        {
            said[$"metrics of {target.GetProperty("labels").GetProperty("resource").GetString()}"] = await http.GetStringAsync(target.GetProperty("scrapeUrl").GetString());
        }

        return said;
    }

    private static async Task UntilAsync(Func<bool> condition, Func<string> otherwise)
    {
        for (var end = DateTime.UtcNow + s_limit; !condition(); await Task.Delay(200))
        {
            Assert.True(DateTime.UtcNow < end, otherwise());
        }
    }

    [GeneratedRegex("\x1b\\[[0-9;]*m")]
    private static partial Regex Colour();
}
