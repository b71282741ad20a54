using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyCart.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>What Grafana would show of a topology in use: every query of two boards, answered by its Prometheus.</summary>
[Collection("topology")]
[Trait("Category", "Long")]
public sealed class PanelQueryTests(TopologyFixture topology, ITestOutputHelper output)
{
    // Three scrapes, which a rate needs, and a little more.
    private static readonly TimeSpan s_use = TimeSpan.FromSeconds(60);

    private static readonly string[] s_boards = ["uat-overview", "gateway"];

    /// <summary>There after such an event only, of which a topology that works has none.</summary>
    private static readonly string[] s_rare =
    [
        "familycart_gateway_upstream_errors_total", "familycart_gateway_upstream_retries_total", "familycart_gateway_upstream_cutoffs_total", "status=\"5xx\"",
        "familycart_gateway_deployments_total", "familycart_gateway_drain_cut_total", "familycart_gateway_tls_handshake_failures_total",
    ];

    [Fact]
    public async Task Panels_OfATopologyInUse_ShowSomething()
    {
        using var http = new HttpClient { BaseAddress = topology.Description.UrlOf("uat-prometheus") };
        await UseAsync();

        List<string> silent = [];
        foreach (var (board, panel, query) in s_boards.SelectMany(Queries))
        {
            var (count, last) = await AskAsync(http, query);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{board,-14}{panel,-42}{count,4} series  {last}"));
            if (count == 0)
            {
                silent.Add($"{board}, {panel}: {query}");
            }
        }

        silent.ForEach(query => output.WriteLine($"nothing: {query}"));
        Assert.DoesNotContain(silent, query => !s_rare.Any(rare => query.Contains(rare, StringComparison.Ordinal)));
    }

    private static IEnumerable<(string Board, string Panel, string Query)> Queries(string board) =>
        from panel in JsonNode.Parse(File.ReadAllText(Repository.File($"monitoring/grafana/dashboards/{board}.json")))!["panels"]!.AsArray()
        from target in panel!["targets"]?.AsArray() ?? []
        select (board, (string)panel["title"]!, ((string)target!["expr"]!).Replace("$__rate_interval", "1m", StringComparison.Ordinal));

    private async Task UseAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(topology.Description.Gateway) };
        for (var end = DateTime.UtcNow + s_use; DateTime.UtcNow < end; await Task.Delay(200))
        {
            using var page = await http.GetAsync("/api/v1/users/me");
            using var user = await http.PostAsJsonAsync(
                "/api/v1/auth/register", new { email = $"panel-{Guid.NewGuid():N}@example.com", password = $"panel-{Guid.NewGuid():N}", nickname = "Panel" });
        }
    }

    private static async Task<(int Count, string Last)> AskAsync(HttpClient http, string query)
    {
        using var answer = await http.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{query}: {body}");
        var result = body.GetProperty("data").GetProperty("result");
        return (result.GetArrayLength(), result.EnumerateArray().Select(series => series.GetProperty("value")[1].GetString()!).LastOrDefault("-"));
    }
}
