using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>One place in which a run is not what was recorded.</summary>
internal sealed record Difference(string Path, string Expected, string Actual)
{
    private const string Nothing = "(absent)";

    public static Difference Missing(string path, JsonNode? expected) => new(path, Json.Compact(expected), Nothing);

    public static Difference Unexpected(string path, JsonNode? actual) => new(path, Nothing, Json.Compact(actual));

    public static Difference Changed(string path, JsonNode? expected, JsonNode? actual) => new(path, Json.Compact(expected), Json.Compact(actual));

    public override string ToString() => $"  {Path}\n    expected: {Expected}\n    actual:   {Actual}";
}
