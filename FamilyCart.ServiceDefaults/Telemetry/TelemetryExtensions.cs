using System.Reflection;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FamilyCart.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string StoreKey = $"{TelemetrySettings.Section}:{nameof(TelemetrySettings.TraceStore)}";

    // ASP.NET Core gives an activity its method and path, which the sampler needs, once this switch is off.
    private const string SuppressTagsSwitch = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(TelemetrySettings.Section, TelemetrySettings.Read);

        builder.Logging.QuietFramework(builder.Configuration);
        builder.AddJsonLines();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, QueryGuard>());

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder))
            .WithMetrics(metrics => metrics.AddMeter(Signals.Meters(builder.Environment.ApplicationName)).AddPrometheusExporter());

        // Traces and logs have nowhere to go without a collector, and recording them would still cost every request.
        var hasCollector = !string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]);
        if (hasCollector)
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter()).WithLogging(logs => logs.AddOtlpExporter(), logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true;
            });
        }

        if (hasCollector || !string.IsNullOrWhiteSpace(builder.Configuration[StoreKey]))
        {
            AppContext.SetSwitch(SuppressTagsSwitch, false);
            builder.Services.AddTransient<IStartupFilter, RequestActivityFilter>();
            telemetry.WithTracing(traces => traces
                .AddSource(Signals.ActivitySources(builder.Environment.ApplicationName))
                .SetSampler(new QuietPathSampler(TraceSampler.EveryTrace))
                .AddProcessor(services => TraceDestinations.Keeper(services, hasCollector)));
        }
    }

    /// <summary>One line of JSON an entry, unless <c>Logging:Console:FormatterName</c> asks for another form.</summary>
    private static void AddJsonLines(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(ServiceName.Of(builder.Configuration, builder.Environment));
        builder.Logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName ??= JsonLineFormatter.FormatterName);
    }

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        var attributes = builder.Configuration["OTEL_RESOURCE_ATTRIBUTES"] ?? string.Empty;
        resource.AddService(
            ServiceName.Of(builder.Configuration, builder.Environment).Value,
            serviceVersion: Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            autoGenerateServiceInstanceId: false);

        // An orchestrator that names instances must find its own name again.
        if (!attributes.Contains("service.instance.id=", StringComparison.Ordinal))
        {
            resource.AddAttributes([new("service.instance.id", Guid.NewGuid().ToString("N"))]);
        }
    }
}
