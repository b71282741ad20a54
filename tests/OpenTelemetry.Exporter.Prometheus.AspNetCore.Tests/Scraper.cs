using System.Diagnostics.Metrics;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

/// <summary>A web application with one meter of its own and a scraping endpoint.</summary>
internal sealed class Scraper : IAsyncDisposable
{
    public const string TextFormat = "text/plain;version=0.0.4";
    public const string OpenMetricsFormat = "application/openmetrics-text;version=1.0.0";

    private readonly WebApplication _app;

    private Scraper(WebApplication app, Meter meter, ManualTime time)
    {
        _app = app;
        Meter = meter;
        Time = time;
        Client = app.GetTestClient();
    }

    public Meter Meter { get; }

    public ManualTime Time { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<Scraper> StartAsync(
        Action<MeterProviderBuilder>? configure = null,
        Action<PrometheusAspNetCoreOptions>? options = null,
        string? meterName = null) => StartAsync(
            new Meter(meterName ?? $"Tests.{Guid.NewGuid():N}"),
            configure,
            options);

    public static async Task<Scraper> StartAsync(
        Meter meter,
        Action<MeterProviderBuilder>? configure = null,
        Action<PrometheusAspNetCoreOptions>? options = null)
    {
        var time = new ManualTime();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(meter.Name).AddPrometheusExporter(options ?? (static _ => { }));
            configure?.Invoke(metrics);
        });

        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();
        return new Scraper(app, meter, time);
    }

    /// <summary>Scrapes after the cache has expired.</summary>
    public async Task<string> ScrapeAsync(string accept = TextFormat)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        using var response = await SendAsync(accept);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Scrapes and returns the lines of this meter's metrics, comments included, without the scope label.</summary>
    public async Task<string[]> LinesAsync(string accept = TextFormat)
    {
        var text = await ScrapeAsync(accept);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.Contains("target_info", StringComparison.Ordinal) && !line.StartsWith("# HELP target ", StringComparison.Ordinal) && !line.StartsWith("# TYPE target ", StringComparison.Ordinal))
                .Select(line => line
                    .Replace($"otel_scope_name=\"{Meter.Name}\",", string.Empty, StringComparison.Ordinal)
                    .Replace($"otel_scope_name=\"{Meter.Name}\"", string.Empty, StringComparison.Ordinal)),
        ];
    }

    public async Task<HttpResponseMessage> SendAsync(string? accept, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Meter.Dispose();
        await _app.DisposeAsync();
    }
}
