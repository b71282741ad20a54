using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>Prometheus's own checker on what every service of ours emits after real use.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class MetricsLintTests(TopologyFixture topology)
{
    private const string Suffix = "non-histogram and non-summary metrics should not have \"_count\" suffix";

    // Gauges of .NET and Npgsql whose own names end in ".count"; renamed, they would not be found where anyone looks for them.
    private static readonly string[] s_accepted =
        [.. new[] { "dotnet_assembly_count", "dotnet_process_cpu_count", "dotnet_timer_count", "db_client_connection_count" }.Select(name => $"{name} {Suffix}")];

    [Theory]
    [InlineData("uat-api-blue")]
    [InlineData("uat-api-green")]
    [InlineData("uat-gateway")]
    [InlineData("uat-runner-manager")]
    [InlineData("uat-prober")]
    public async Task Promtool_OnAServicesMetrics_FindsNothingButNamesOfTheFrameworks(string resource)
    {
        using var http = new HttpClient();
        var targets = await http.GetFromJsonAsync<JsonElement>(new Uri(topology.Description.UrlOf("uat-prometheus"), "/api/v1/targets?state=active"));
        var target = targets.GetProperty("data").GetProperty("activeTargets").EnumerateArray()
            .Single(target => target.GetProperty("labels").GetProperty("resource").GetString() == resource);
        var metrics = await http.GetStringAsync(target.GetProperty("scrapeUrl").GetString());
        Assert.Contains("dotnet_process_cpu_count", metrics, StringComparison.Ordinal);

        Assert.Empty((await CheckAsync(metrics)).Except(s_accepted));
    }

    [Fact]
    public async Task Promtool_OnAMalformedMetric_Complains() =>
        Assert.NotEmpty((await CheckAsync("dotnet_process_cpu_count{ 2\n")).Except(s_accepted));

    private static async Task<string[]> CheckAsync(string metrics)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(metrics);
        promtool.StandardInput.Close();
        var output = promtool.StandardOutput.ReadToEndAsync();
        var errors = promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        string[] complaints = [.. $"{await output}\n{await errors}".Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return promtool.ExitCode == 0 || complaints.Length > 0 ? complaints : [$"exit code {promtool.ExitCode}"];
    }
}
