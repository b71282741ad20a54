using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

// The strictest reader there is: one line that is not OpenMetrics fails the whole scrape.
public sealed class PrometheusTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Prometheus_Scraping_AsksForOpenMetricsAndTakesEverything()
    {
        using var meter = new Meter($"Tests.{Guid.NewGuid():N}");
        string? asked = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(meter.Name, "System.Runtime", "Microsoft.AspNetCore.*")
            .SetExemplarFilter(ExemplarFilterType.AlwaysOn)
            .AddPrometheusExporter());
        await using var app = builder.Build();
        app.Use((context, next) =>
        {
            asked = context.Request.Headers.Accept;
            return next(context);
        });
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();

        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        meter.CreateCounter<long>("jobs", "{job}", "Jobs \"done\" \\ on\ntwo lines.").Add(3, new KeyValuePair<string, object?>("kind", "a\"b\\c\nd"));
        meter.CreateHistogram<double>("wait", "s", "Waiting.").Record(0.3);
        meter.CreateGauge<double>("heat", "Cel").Record(double.NaN);

        await using var prometheus = Prometheus.Start(new Uri(app.Urls.Single()).Authority);
        Assert.Equal("3", await prometheus.ValueAsync("jobs_total{kind=\"a\\\"b\\\\c\\nd\"}"));
        Assert.Equal("1", await prometheus.ValueAsync("up"));
        Assert.Equal("1", await prometheus.ValueAsync("wait_seconds_bucket{le=\"5.0\"}"));
        Assert.Equal("NaN", await prometheus.ValueAsync("heat_celsius"));
        Assert.Equal("1", await prometheus.ValueAsync("count(target_info)"));
        Assert.StartsWith("application/openmetrics-text", asked, StringComparison.Ordinal);
    }

    private sealed class Prometheus : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder;
        private readonly Process _process;
        private readonly HttpClient _client;

        private Prometheus(DirectoryInfo folder, Process process, int port)
        {
            _folder = folder;
            _process = process;
            _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        }

        public static Prometheus Start(string target)
        {
            var folder = Directory.CreateTempSubdirectory("prometheus-");
            var configuration = Path.Combine(folder.FullName, "prometheus.yml");
            File.WriteAllText(
                configuration,
                $"scrape_configs: [{{job_name: tests, scrape_interval: 1s, static_configs: [{{targets: ['{target}']}}]}}]\n");
            var port = FreePort.Next();
            var process = Process.Start(new ProcessStartInfo(
                "prometheus",
                [
                    $"--config.file={configuration}", $"--storage.tsdb.path={folder.FullName}", $"--web.listen-address=127.0.0.1:{port}",
                    "--enable-feature=exemplar-storage", "--log.level=error",
                ]))!;
            return new Prometheus(folder, process, port);
        }

        /// <summary>Waits until the query gives one sample and returns its value.</summary>
        public async Task<string?> ValueAsync(string query)
        {
            using var patience = new CancellationTokenSource(s_patience);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            do
            {
                try
                {
                    var answer = await _client.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", patience.Token);
                    var samples = JsonDocument.Parse(answer).RootElement.GetProperty("data").GetProperty("result");
                    if (samples.GetArrayLength() == 1)
                    {
                        return samples[0].GetProperty("value")[1].GetString();
                    }
                }
                catch (HttpRequestException)
                {
                    // It is still starting.
                }
            }
            while (await timer.WaitForNextTickAsync(patience.Token));

            return null;
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
