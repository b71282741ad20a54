using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>Adds up one instrument of one application from now on.</summary>
internal sealed class CounterProbe : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<(long Value, TaskCompletionSource Reached)> _waiting = [];
    private long _total;

    internal CounterProbe(ApiApplication api, string instrument, string? tag = null, string? value = null)
        : this(api.Services.GetRequiredService<IMeterFactory>(), instrument, tag, value)
    {
    }

    internal CounterProbe(IMeterFactory factory, string instrument, string? tag = null, string? value = null)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && ReferenceEquals(published.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, measurement, tags, _) =>
        {
            if (tag is null || tags.ToArray().Any(pair => pair.Key == tag && Equals(pair.Value, value)))
            {
                Add(measurement);
            }
        });
        _listener.Start();
    }

    internal long Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    internal Task UntilAsync(long value)
    {
        lock (_lock)
        {
            if (_total >= value)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((value, reached));
            return reached.Task.WaitAsync(_limit);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(long measurement)
    {
        lock (_lock)
        {
            _total += measurement;
            foreach (var (value, reached) in _waiting)
            {
                if (_total >= value)
                {
                    reached.TrySetResult();
                }
            }
        }
    }
}
