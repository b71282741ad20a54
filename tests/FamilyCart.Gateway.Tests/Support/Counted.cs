using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>What one gateway counts, whatever others of the process do.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Instrument, string Label), long> _counts = new();

    public Counted(RunningGateway gateway)
    {
        var factory = gateway.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name.StartsWith("familycart.gateway.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _counts.AddOrUpdate((instrument.Name, string.Join(',', tags.ToArray().Select(tag => tag.Value))), value, (_, before) => before + value));
        _listener.Start();
    }

    /// <summary>How much a counter counted of a label's value.</summary>
    /// <param name="instrument">The name behind familycart.gateway.</param>
    /// <param name="label">The values of its labels, with commas between.</param>
    public long Of(string instrument, string label) => _counts.GetValueOrDefault(($"familycart.gateway.{instrument}", label));

    /// <summary>How much a counter counted in all.</summary>
    public long Of(string instrument) => _counts.Where(pair => pair.Key.Instrument == $"familycart.gateway.{instrument}").Sum(pair => pair.Value);

    public void Dispose() => _listener.Dispose();
}
