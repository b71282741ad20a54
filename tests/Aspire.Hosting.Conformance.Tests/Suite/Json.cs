using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Suite;

internal static class Json
{
    private static readonly JsonSerializerOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions _indented = new(_compact) { WriteIndented = true };

    public static JsonNode ReadFile(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    public static string Indented(JsonNode? node) => node?.ToJsonString(_indented) ?? "null";

    public static string Compact(JsonNode? node) => node?.ToJsonString(_compact) ?? "null";

    /// <summary>Text that is equal for two nodes that differ only in the order of their members.</summary>
    public static string Canonical(JsonNode? node) => Compact(Sorted(node));

    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static int? Number(this JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    /// <summary>Whether a member counts as left out: null, an empty list, or false.</summary>
    public static bool IsNothing(this JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonValue value => value.TryGetValue<bool>(out var flag) && !flag,
        _ => false
    };

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        JsonValue value => value.DeepClone(),
        _ => null
    };
}
