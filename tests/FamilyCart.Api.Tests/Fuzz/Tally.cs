using System.Collections.Concurrent;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>What came of the requests, by status, by operation and by fault.</summary>
internal sealed class Tally
{
    private const int Shown = 25;

    private readonly ConcurrentDictionary<string, ConcurrentBag<(int Number, string Text)>> _faults = new();
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentDictionary<(string Operation, bool IsSuccess), int> _operations = new();

    internal bool HasFaults => !_faults.IsEmpty;

    /// <summary>The faults with the first example of each.</summary>
    internal string Faults => string.Join('\n', _faults.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(Shown)
        .Select(pair => $"{pair.Value.Count} x {pair.Key}, such as {pair.Value.MinBy(fault => fault.Number).Text}"));

    internal string Shares => string.Join(", ", _statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {100m * pair.Value / Total:0.0} %"));

    internal int Total => _statuses.Values.Sum();

    internal void Count(Operation operation, int status)
    {
        _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        _operations.AddOrUpdate((operation.Name, status is >= 200 and < 400), 1, (_, count) => count + 1);
    }

    internal void Add(string fault, int number, string text) => _faults.GetOrAdd(fault, _ => []).Add((number, text));

    internal int Successes() => _operations.Where(pair => pair.Key.IsSuccess).Sum(pair => pair.Value);

    internal int Successes(Operation operation) => _operations.GetValueOrDefault((operation.Name, true));

    internal int Calls(Operation operation) => Successes(operation) + _operations.GetValueOrDefault((operation.Name, false));
}
