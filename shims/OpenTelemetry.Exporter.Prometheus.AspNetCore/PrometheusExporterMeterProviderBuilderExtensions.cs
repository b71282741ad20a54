using OpenTelemetry.Exporter;

namespace OpenTelemetry.Metrics;

/// <summary>Adds the Prometheus exporter to a meter provider.</summary>
public static class PrometheusExporterMeterProviderBuilderExtensions
{
    /// <inheritdoc cref="AddPrometheusExporter(MeterProviderBuilder, string, Action{PrometheusAspNetCoreOptions})" />
    public static MeterProviderBuilder AddPrometheusExporter(this MeterProviderBuilder builder) => AddPrometheusExporter(builder, null, null);

    /// <inheritdoc cref="AddPrometheusExporter(MeterProviderBuilder, string, Action{PrometheusAspNetCoreOptions})" />
    public static MeterProviderBuilder AddPrometheusExporter(
        this MeterProviderBuilder builder, Action<PrometheusAspNetCoreOptions> configure) => AddPrometheusExporter(builder, null, configure);

    /// <summary>Adds a reader, cumulative, that collects when it is scraped.</summary>
    /// <param name="builder">The meter provider's builder.</param>
    /// <param name="name">The name of the options; <see langword="null"/> for the unnamed ones.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddPrometheusExporter(
        this MeterProviderBuilder builder, string? name, Action<PrometheusAspNetCoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= Options.DefaultName;

        if (configure is not null)
        {
            builder.ConfigureServices(services => services.Configure(name, configure));
        }

        return builder.AddReader(services => new PrometheusMetricReader(
            services.GetRequiredService<IOptionsMonitor<PrometheusAspNetCoreOptions>>().Get(name),
            services.GetService<TimeProvider>() ?? TimeProvider.System));
    }
}
