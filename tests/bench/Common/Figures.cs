using System.Globalization;
using System.Net.WebSockets;
using Npgsql;

namespace Bench;

/// <summary>What was measured, printed as a line a figure. What was not says why.</summary>
/// <param name="all">Every figure with its unit and the part that measures it.</param>
internal sealed class Figures(IReadOnlyList<(string Name, string Unit, string Part)> all)
{
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
        foreach (var (name, unit, part) in all.Where(figure => parts.Contains(figure.Part)))
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

    internal bool AreComplete(string[] parts) => all.Where(figure => parts.Contains(figure.Part)).All(figure => _values.ContainsKey(figure.Name));
}
