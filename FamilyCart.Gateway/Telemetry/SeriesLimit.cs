using OpenTelemetry.Metrics;

namespace FamilyCart.Gateway.Telemetry;

/// <summary>
/// Holds each instrument to as many series as the gateway can have of it. Room for all of them is reserved with the first one: by default
/// for 2,000, which is 11 MB for the gateway's instruments together.
/// </summary>
internal static class SeriesLimit
{
    /// <summary>Series of one instrument; more are counted together, under <c>otel_metric_overflow</c>.</summary>
    public const int OfInstrument = 500;

    public static IServiceCollection AddSeriesLimit(this IServiceCollection services) =>
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddView(static _ => new MetricStreamConfiguration { CardinalityLimit = OfInstrument }));
}
