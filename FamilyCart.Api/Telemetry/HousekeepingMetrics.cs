using System.Diagnostics.Metrics;

namespace FamilyCart.Api.Telemetry;

/// <summary>What is cleaned up: part of the meter FamilyCart.Api.</summary>
internal sealed class HousekeepingMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _removedRows;

    public HousekeepingMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(ApiMetrics.MeterName);
        _removedRows = _meter.CreateCounter<long>("familycart.housekeeping.removed", "{row}", "Old rows removed, by kind.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Removed(string kind, int rows) => _removedRows.Add(rows, new KeyValuePair<string, object?>("kind", kind));
}
