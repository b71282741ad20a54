using System.Globalization;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>Paths as differences name them: <c>a.b[0].c</c>.</summary>
internal static class JsonPath
{
    public static JsonNode? Get(JsonNode root, string path) => Steps(path).Aggregate((JsonNode?)root, (node, step) => step.Index is { } index ? node![index] : node![step.Name]);

    public static void Set(JsonNode root, string path, JsonNode? value)
    {
        var steps = Steps(path).ToArray();
        var parent = steps[..^1].Aggregate(root, (node, step) => (step.Index is { } index ? node[index] : node[step.Name])!);
        if (steps[^1].Index is not { } at)
        {
            parent[steps[^1].Name] = value;
        }
        else if (at == parent.AsArray().Count)
        {
            parent.AsArray().Add(value);
        }
        else
        {
            parent[at] = value;
        }
    }

    private static IEnumerable<(string Name, int? Index)> Steps(string path) => path
        .Replace("[", ".[", StringComparison.Ordinal)
        .Split('.')
        .Select(step => step.StartsWith('[') ? (step, int.Parse(step[1..^1], CultureInfo.InvariantCulture)) : (step, (int?)null));
}
