using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task Host_Starting_BuildsEveryProviderBeforeOtherServices()
    {
        var seen = new List<string>();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddHostedService(_ => new Noting(seen, "other"));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("tests"))
            .WithMetrics(metrics => metrics.AddReader(_ => Note(new BaseExportingMetricReader(new Discarding<Metric>()), "metrics")))
            .WithTracing(traces => traces.AddProcessor(_ => Note(new SimpleActivityExportProcessor(new Discarding<Activity>()), "traces")))
            .WithLogging(logs => logs.AddProcessor(_ => Note(new SimpleLogRecordExportProcessor(new Discarding<LogRecord>()), "logs")));
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(["logs", "metrics", "other", "traces"], seen.Order());
        Assert.Equal("other", seen[^1]);

        T Note<T>(T value, string name)
        {
            seen.Add(name);
            return value;
        }
    }

    [Fact]
    public async Task Host_Disposed_FlushesWhatIsPending()
    {
        var exported = new Discarding<Activity>();
        using var source = new ActivitySource($"Tests.{Guid.NewGuid():N}");
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddOpenTelemetry().WithTracing(traces => traces
            .AddSource(source.Name)
            .AddProcessor(new BatchActivityExportProcessor(exported, scheduledDelayMilliseconds: int.MaxValue)));
        var host = builder.Build();
        await host.StartAsync();
        source.StartActivity("work")!.Dispose();
        Assert.Equal(0, exported.Count);

        await host.StopAsync();
        host.Dispose();
        Assert.Equal(1, exported.Count);
    }

    [Fact]
    public void AddOpenTelemetry_Twice_AddsOneHostedService()
    {
        var services = new ServiceCollection();
        services.AddOpenTelemetry().WithMetrics().WithTracing().WithLogging();
        services.AddOpenTelemetry().WithMetrics().WithTracing().WithLogging();

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        Assert.Equal(typeof(IHostedService), services[0].ServiceType);
        Assert.Single(services, service => service.ServiceType == typeof(MeterProvider));
    }

    [Fact]
    public async Task Host_WithItsOwnInitializer_UsesIt()
    {
        var seen = new List<string>();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ITelemetryHostInitializer>(new Initializer(seen));
        builder.Services.AddOpenTelemetry();
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(["initialized"], seen);
    }

    [Fact]
    public async Task Resource_ConfiguredTwice_CarriesBoth()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddAttributes([new("a", "1")]))
            .ConfigureResource(resource => resource.AddAttributes([new("b", "2")]))
            .WithTracing();
        using var host = builder.Build();
        await host.StartAsync();

        var attributes = host.Services.GetRequiredService<TracerProvider>().GetResource().Attributes.Select(attribute => attribute.Key).ToArray();
        Assert.Contains("a", attributes);
        Assert.Contains("b", attributes);
    }

    [Fact]
    public void WithLogging_WithoutCallback_IsRefused() =>
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddOpenTelemetry().WithLogging(null!));

    private sealed class Noting(List<string> seen, string name) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            seen.Add(name);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Initializer(List<string> seen) : ITelemetryHostInitializer
    {
        public void Initialize() => seen.Add("initialized");
    }

    private sealed class Discarding<T> : BaseExporter<T>
        where T : class
    {
        public int Count { get; private set; }

        public override ExportResult Export(in Batch<T> batch)
        {
            Count += (int)batch.Count;
            return ExportResult.Success;
        }
    }
}
