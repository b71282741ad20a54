using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>
/// Compares the lines that some cases write themselves, once the run has ended. <c>[name]</c> begins a section; sections have
/// an order of their own. Lines of the orchestrator's first reports may be missed, as in a sequence of states.
/// Lines about events come in any order that <see cref="EventOrder"/> allows.
/// </summary>
internal static class OutputComparer
{
    private static readonly string[] _passing = ["state=(none)", "state= ", "state=Starting"];

    public static IEnumerable<Difference> Compare(JsonObject expected, JsonObject actual)
    {
        if (!actual.Any(member => member.Key.StartsWith("exitCode", StringComparison.Ordinal)))
        {
            return [];
        }

        var left = Sections(expected);
        var right = Sections(actual);
        return left.Keys.Union(right.Keys, StringComparer.Ordinal).SelectMany(name =>
            CompareSection($"output.{name}", left.GetValueOrDefault(name, []), right.GetValueOrDefault(name, [])));
    }

    private static IEnumerable<Difference> CompareSection(string path, List<string> expected, List<string> actual)
    {
        var ordered = path.EndsWith(']');
        string[] left = ordered ? [.. expected] : [.. expected.Order(StringComparer.Ordinal)];
        string[] right = ordered ? [.. actual] : [.. actual.Order(StringComparer.Ordinal)];
        return left.SequenceEqual(right, StringComparer.Ordinal)
            ? ordered ? [] : EventOrder.Check(path, actual)
            : [new Difference(path, string.Join(" | ", left), string.Join(" | ", right))];
    }

    private static Dictionary<string, List<string>> Sections(JsonObject run)
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var name = "";
        foreach (var line in (run["output"]?.AsArray() ?? []).Select(line => line.Text()!))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                name = line;
            }
            else if (!name.EndsWith("-rebuilder]", StringComparison.Ordinal) && !Array.Exists(_passing, start => line.StartsWith(start, StringComparison.Ordinal)))
            {
                (sections.TryGetValue(name, out var lines) ? lines : sections[name] = []).Add(line);
            }
        }

        return sections;
    }
}
