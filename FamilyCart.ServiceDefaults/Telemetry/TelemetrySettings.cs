using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>Settings of section <c>Telemetry</c>.</summary>
/// <param name="TraceRatio">The share of root traces that is recorded, 0 to 1; a remote parent's decision is followed. Default 1.</param>
public sealed record TelemetrySettings(double TraceRatio)
{
    internal const string Section = "Telemetry";

    internal static TelemetrySettings Read(SettingReader reader) => new(reader.Number(nameof(TraceRatio), 1, 0, 1));
}
