using System.Globalization;
using System.Net.WebSockets;
using Npgsql;

namespace ApiBench;

/// <summary>What was measured, printed as a line a figure. What was not says why.</summary>
internal sealed class Figures
{
    private static readonly (string Name, string Unit, string Part)[] _all =
    [
        ("api.list50_vs_pgbench", "ratio", "list50"),
        ("api.list50_p95", "ms", "list50"),
        ("api.list50_rate", "per s", "list50"),
        ("api.mixed50_p95", "ms", "mixed50"),
        ("api.mixed50_errors", "count", "mixed50"),
        ("api.login_p95", "ms", "mixed50"),
        ("api.socket_connect_p95", "ms", "mixed50"),
        ("api.memory_after_mixed", "MB", "mixed50"),
        ("api.fanout_p99", "ms", "fanout"),
        ("api.idle_socket", "KB", "idle"),
        ("api.start", "s", "start"),
    ];

    private readonly Dictionary<string, double> _values = [];
    private readonly Dictionary<string, string> _faults = [];
    private string _why = "an earlier step failed";

    internal void Set(string name, double value) => _values[name] = value;

    /// <summary>Says more than the figures do, at once.</summary>
    internal static void Note(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    internal void GiveUp(string why) => _why = why.ReplaceLineEndings(" ");

    /// <summary>Runs a part; what it could not measure prints its fault.</summary>
    internal async Task MeasureAsync(string part, Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException or IOException
            or HttpRequestException or WebSocketException or NpgsqlException or TimeoutException)
        {
            _faults[part] = exception.Message.ReplaceLineEndings(" ");
        }
    }

    internal void Print(string[] parts)
    {
        foreach (var (name, unit, part) in _all.Where(figure => parts.Contains(figure.Part)))
        {
            if (_values.TryGetValue(name, out var value))
            {
                Note($"figure {name} {value:0.###} {unit}");
            }
            else
            {
                Note($"figure {name} none {_faults.GetValueOrDefault(part, _why)}");
            }
        }
    }

    internal bool AreComplete(string[] parts) => _all.Where(figure => parts.Contains(figure.Part)).All(figure => _values.ContainsKey(figure.Name));
}
