using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>
/// States in order. The orchestrator's first reports (no state, an empty one, Starting) may be missed or merged when the
/// machine is slow; all else must be there, nothing else may be, and the order must match.
/// </summary>
internal static class StateSequence
{
    public static IEnumerable<Difference> Compare(string path, JsonNode? expected, JsonNode? actual)
    {
        var left = expected?.AsArray() ?? [];
        var right = actual?.AsArray() ?? [];
        return Matches(left, right) ? [] : [Difference.Changed(path, left, right)];
    }

    private static bool Matches(JsonArray expected, JsonArray actual)
    {
        var next = 0;
        foreach (var state in expected)
        {
            if (next < actual.Count && JsonNode.DeepEquals(state, actual[next]))
            {
                next++;
            }
            else if (!MayBeMissed(state))
            {
                return false;
            }
        }

        // What ends in a passing state was recorded while it stayed there, so the last one is never passing.
        return next == actual.Count && (expected.Count == 0 || JsonNode.DeepEquals(expected[^1], actual.Count > 0 ? actual[^1] : null));
    }

    private static bool MayBeMissed(JsonNode? state) => state?["state"].Text() is null or "" or "Starting";
}
