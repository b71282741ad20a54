using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed class PromtoolTests
{
    [Fact]
    public async Task Promtool_OfEveryKindAndOddity_FindsNothing()
    {
        await using var scraper = await Scraper.StartAsync();
        var meter = scraper.Meter;
        meter.CreateCounter<long>("jobs", "{job}", "Jobs \"done\" \\ on\ntwo lines.").Add(1, new("a.b", "x\"y\\z\n"), new("a_b", "ü"));
        meter.CreateUpDownCounter<double>("balance", null, "Balance.").Add(double.NaN);
        meter.CreateGauge<double>("heat", "Cel", "Heat.").Record(double.NegativeInfinity);
        meter.CreateHistogram<double>("wait", "s", "Waiting.").Record(double.Epsilon, new KeyValuePair<string, object?>("le", 1));
        meter.CreateObservableCounter("size", () => long.MaxValue, "By", "Size.");

        Assert.Equal((0, string.Empty), await CheckAsync(await scraper.ScrapeAsync()));
    }

    [Fact]
    public async Task Promtool_OfASeriesThatIsWrittenTwice_Complains()
    {
        var (code, output) = await CheckAsync("# HELP a A.\n# TYPE a gauge\na 1\na 1 broken\n");
        Assert.Equal(1, code);
        Assert.NotEmpty(output);
    }

    [Fact]
    public async Task Promtool_OfTheFrameworksMeters_FindsOnlyNamesThatTheFrameworkChose()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Microsoft.AspNetCore.*", "System.Net.*", "System.Runtime")
            .AddPrometheusExporter());
        await using var app = builder.Build();
        app.MapGet("/", () => "hello");
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();

        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await client.GetStringAsync("/");
        var (_, output) = await CheckAsync(await client.GetStringAsync("/metrics"));

        Assert.Equal(
            ["dotnet_assembly_count", "dotnet_process_cpu_count", "dotnet_timer_count"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Order());
        Assert.DoesNotContain("error while linting", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> CheckAsync(string metrics)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = promtool.StandardOutput.ReadToEndAsync();
        var error = promtool.StandardError.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(metrics);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, await output + await error);
    }
}
