using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>Finds every difference between two nodes.</summary>
internal static class JsonComparer
{
    /// <summary>Members have no order, items have.</summary>
    public static IEnumerable<Difference> Compare(string path, JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonObject left, JsonObject right) => CompareMembers(path, left, right, Compare),
        (JsonArray left, JsonArray right) => CompareItems(path, left, right, Compare),
        _ => JsonNode.DeepEquals(expected, actual) ? [] : [Difference.Changed(path, expected, actual)]
    };

    public static IEnumerable<Difference> CompareMembers(
        string path, JsonObject expected, JsonObject actual, Func<string, JsonNode?, JsonNode?, IEnumerable<Difference>> compare) =>
        expected.Select(member => member.Key).Union(actual.Select(member => member.Key), StringComparer.Ordinal).SelectMany(name =>
        {
            var at = $"{path}.{name}";
            return !actual.ContainsKey(name) ? [Difference.Missing(at, expected[name])]
                : !expected.ContainsKey(name) ? [Difference.Unexpected(at, actual[name])]
                : compare(at, expected[name], actual[name]);
        });

    public static IEnumerable<Difference> CompareItems(
        string path, JsonArray expected, JsonArray actual, Func<string, JsonNode?, JsonNode?, IEnumerable<Difference>> compare) =>
        Enumerable.Range(0, Math.Max(expected.Count, actual.Count)).SelectMany(index =>
        {
            var at = $"{path}[{index}]";
            return index >= actual.Count ? [Difference.Missing(at, expected[index])]
                : index >= expected.Count ? [Difference.Unexpected(at, actual[index])]
                : compare(at, expected[index], actual[index]);
        });

    /// <summary>Items have neither order nor number: a repeated one says nothing more.</summary>
    public static IEnumerable<Difference> CompareAsSet(string path, JsonNode? expected, JsonNode? actual)
    {
        var left = ByCanonicalText(expected);
        var right = ByCanonicalText(actual);
        return left.Where(item => !right.ContainsKey(item.Key)).Select(item => Difference.Missing($"{path}[]", item.Value))
            .Concat(right.Where(item => !left.ContainsKey(item.Key)).Select(item => Difference.Unexpected($"{path}[]", item.Value)));
    }

    private static Dictionary<string, JsonNode?> ByCanonicalText(JsonNode? list)
    {
        var items = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list?.AsArray() ?? [])
        {
            items.TryAdd(Json.Canonical(item), item);
        }

        return items;
    }
}
