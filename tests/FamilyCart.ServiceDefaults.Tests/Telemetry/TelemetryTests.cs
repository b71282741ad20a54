using System.Diagnostics;
using System.Diagnostics.Metrics;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace FamilyCart.ServiceDefaults.Tests.Telemetry;

// Activity sources belong to the process: no other test may make spans meanwhile.
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public sealed partial class TelemetryTests
{
    [Fact]
    public async Task Metrics_OfAService_AreTheFrameworksAndItsOwn()
    {
        using var own = new Meter(TestService.Name);
        using var other = new Meter("Somebody.Else");
        await using var service = await TestService.StartAsync(map: app => app.MapGet("/hello", () => "hello"));
        own.CreateCounter<long>("familycart.lists.created", "{list}").Add(1);
        other.CreateCounter<long>("somebody.else").Add(1);
        await service.Client.GetStringAsync("/hello");
        await service.Client.GetStringAsync("/health");

        var metrics = await service.Client.GetStringAsync("/metrics");
        foreach (var name in (string[])["familycart_lists_created_total", "dotnet_gc_collections_total", "kestrel_active_connections", "http_client_open_connections", "aspnetcore_routing_match_attempts_total", "aspnetcore_memory_pool_pooled_bytes"])
        {
            Assert.Contains($"\n{name}{{", metrics, StringComparison.Ordinal);
        }

        Assert.Contains("http_server_request_duration_seconds_count{otel_scope_name=\"Microsoft.AspNetCore.Hosting\",http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/hello\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("http_server_request_duration_seconds_count{otel_scope_name=\"Microsoft.AspNetCore.Hosting\",http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/health\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_WithoutACollector_AreNotRecorded()
    {
        await using var service = await TestService.StartAsync();
        Assert.Null(service.App.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task Signals_WithACollector_ReachItWithoutProbesAndScrapes()
    {
        await using var collector = await Collector.StartAsync();
        using var source = new ActivitySource(TestService.Name);
        await using (var service = await TestService.StartAsync(
            null,
            app => app.MapGet("/hello/{name}", (ILogger<TelemetryTests> logger) =>
            {
                using var activity = source.StartActivity("shopping");
                LogOut(logger, "Milk");
                return "hello";
            }),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "uat-api-blue")))
        {
            foreach (var path in (string[])["/hello/you", "/health", "/alive", "/metrics"])
            {
                await service.Client.GetStringAsync(path);
            }

            await service.App.StopAsync();
        }

        var traces = collector.Received("/v1/traces");
        Assert.Contains("GET /hello/{name}", traces, StringComparison.Ordinal);
        Assert.Contains("http.response.status_code", traces, StringComparison.Ordinal);
        Assert.Contains("shopping", traces, StringComparison.Ordinal);
        Assert.Contains("uat-api-blue", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/health", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/alive", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/metrics", traces, StringComparison.Ordinal);
        Assert.Contains("Milk is out.", collector.Received("/v1/logs"), StringComparison.Ordinal);
        Assert.Contains("dotnet.gc.collections", collector.Received("/v1/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_WithRatioZero_AreNotSent()
    {
        await using var collector = await Collector.StartAsync();
        await using (var service = await TestService.StartAsync(
            null,
            app => app.MapGet("/hello", () => "hello"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("Telemetry:TraceRatio", "0")))
        {
            await service.Client.GetStringAsync("/hello");
            await service.App.StopAsync();
        }

        Assert.Empty(collector.Received("/v1/traces"));
        Assert.NotEmpty(collector.Received("/v1/metrics"));
    }

    [Fact]
    public async Task Traces_WithRatioZero_AreSentWhereSomethingFailed()
    {
        await using var collector = await Collector.StartAsync();
        using var source = new ActivitySource(TestService.Name);
        await using (var service = await TestService.StartAsync(
            null,
            app =>
            {
                app.MapGet("/hello", () => "hello");
                app.MapGet("/broken", () =>
                {
                    using var step = source.StartActivity("the step before");
                    return Results.StatusCode(500);
                });
            },
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "uat-api-blue"),
            ("Telemetry:TraceRatio", "0")))
        {
            await service.Client.GetStringAsync("/hello");
            await service.Client.GetAsync("/broken");
            await service.App.StopAsync();
        }

        var traces = collector.Received("/v1/traces");
        Assert.Contains("GET /broken", traces, StringComparison.Ordinal);
        Assert.Contains("the step before", traces, StringComparison.Ordinal);
        Assert.Contains("uat-api-blue", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /hello", traces, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.5", "Telemetry:TraceRatio")]
    [InlineData("-0.1", "Telemetry:TraceRatio")]
    [InlineData("half", "Telemetry:TraceRatio")]
    public async Task Ratio_OutOfRange_KeepsTheServiceFromStarting(string ratio, string named)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => TestService.StartAsync(settings: ("Telemetry:TraceRatio", ratio)));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "service_instance_id=\"", true)]
    [InlineData("service.instance.id=mine", "service_instance_id=\"mine\"", true)]
    public async Task Resource_OfAService_HasItsInstance(string? attributes, string expected, bool present)
    {
        await using var service = await TestService.StartAsync(settings: ("OTEL_RESOURCE_ATTRIBUTES", attributes));
        Assert.Equal(present, (await service.Client.GetStringAsync("/metrics")).Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Information", true)]
    public async Task FrameworkLogs_UnlessConfigured_AreQuiet(string? level, bool logged)
    {
        await using var service = await TestService.StartAsync(
            builder => builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")),
            app => app.MapGet("/hello", () => "hello"),
            ("Logging:LogLevel:Microsoft.AspNetCore", level));
        await service.Client.GetStringAsync("/hello");
        Assert.Equal(logged, service.Logs.Lines.Any(line => line.Category == "Microsoft.AspNetCore.Routing.EndpointMiddleware"));
    }

    [LoggerMessage(1, LogLevel.Warning, "{Item} is out.")]
    private static partial void LogOut(ILogger logger, string item);
}
