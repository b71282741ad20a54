using System.Collections.Concurrent;

namespace ApiBench;

/// <summary>What all users of the mixed load have seen.</summary>
internal sealed class MixedRecord
{
    private readonly ConcurrentQueue<(string Operation, double Milliseconds)> _times = new();

    internal ConcurrentQueue<string> Errors { get; } = new();

    internal void Add(string operation, TimeSpan time) => _times.Enqueue((operation, time.TotalMilliseconds));

    internal IEnumerable<double> Of(string operation) => _times.Where(time => time.Operation == operation).Select(time => time.Milliseconds);
}
