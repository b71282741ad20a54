using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FamilyCart.Monitoring.Tests.Dashboards;

/// <summary>Prometheus's own parser on what panels ask.</summary>
public sealed class QueryTests
{
    [Fact]
    public async Task Panels_Queries_AreValid()
    {
        var queries = DashboardFiles.All.SelectMany(dashboard => dashboard.Panels).SelectMany(panel => panel.Queries).Select(query => query.Expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal));

        Assert.Equal("", await ComplaintAsync(queries));
    }

    [Fact]
    public async Task Panels_QueryWithoutItsParenthesis_IsNot() => Assert.NotEqual("", await ComplaintAsync(["sum(up"]));

    // As rules that record, since promtool parses expressions in rules alone.
    private static async Task<string> ComplaintAsync(IEnumerable<string> queries)
    {
        var rules = queries.Select((query, index) => (JsonNode)new JsonObject { ["record"] = $"query{index}", ["expr"] = query });
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file, new JsonObject { ["groups"] = new JsonArray(new JsonObject { ["name"] = "queries", ["rules"] = new JsonArray([.. rules]) }) }.ToJsonString());
            using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "rules", "--lint=none", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var errors = promtool.StandardError.ReadToEndAsync();
            await promtool.StandardOutput.ReadToEndAsync();
            await promtool.WaitForExitAsync();
            return promtool.ExitCode == 0 ? "" : await errors;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
