using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>Settings of section <c>Telemetry</c>.</summary>
/// <param name="TraceRatio">The share of traces without a failure that is sent, 0 to 1; those with one always are. Default 1.</param>
/// <param name="TraceStore">Where traces are sent besides the collector: an address that takes OTLP over gRPC. Default none.</param>
public sealed record TelemetrySettings(double TraceRatio, Uri? TraceStore)
{
    internal const string Section = "Telemetry";

    internal static TelemetrySettings Read(SettingReader reader) =>
        new(reader.Number(nameof(TraceRatio), 1, 0, 1), reader.HttpUrl(nameof(TraceStore), "http://localhost:4317"));
}
