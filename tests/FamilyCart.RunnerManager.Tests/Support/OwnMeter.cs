using System.Diagnostics.Metrics;
using System.Globalization;
using FamilyCart.RunnerManager.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>What one manager measures from now on, whatever other managers of this process do beside it. How <c>/metrics</c> writes it is told elsewhere.</summary>
internal sealed class OwnMeter : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _counted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _observed = new(StringComparer.Ordinal);
    private readonly MeterListener _listener;

    public OwnMeter(RunningManager manager)
    {
        var meter = manager.Services.GetRequiredService<RunnerManagerMetrics>().Meter;
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Note(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Note(instrument, value, labels));
        _listener.Start();
    }

    /// <summary>A line for each series, such as <c>name{first="1",second="2"} 3</c>: what is observed now, and what was counted so far.</summary>
    public IReadOnlyList<string> Read()
    {
        lock (_lock)
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return [.. _observed.Concat(_counted).Select(series => string.Create(CultureInfo.InvariantCulture, $"{series.Key} {series.Value}"))];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var pairs = labels.ToArray().OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{label.Value}\"");
        var series = $"{instrument.Name}{{{string.Join(',', pairs)}}}";
        lock (_lock)
        {
            if (instrument.IsObservable)
            {
                _observed[series] = value;
            }
            else
            {
                _counted[series] = _counted.GetValueOrDefault(series) + value;
            }
        }
    }
}
