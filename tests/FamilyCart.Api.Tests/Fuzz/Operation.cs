using System.Globalization;
using System.Text.Json;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>One operation of the OpenAPI document.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Parameters">What stands in path, query and headers.</param>
/// <param name="Body">The body's fields; none without a body.</param>
/// <param name="IsForm">The body is a form and not JSON.</param>
/// <param name="Successes">The statuses of success that the document knows.</param>
internal sealed record Operation(
    string Method,
    string Path,
    IReadOnlyList<Field> Parameters,
    IReadOnlyList<Field> Body,
    bool IsForm,
    IReadOnlyList<int> Successes)
{
    internal string Name => $"{Method} {Path}";

    internal static Operation[] ReadAll(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select Read(document, operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];

    private static Operation Read(JsonElement document, string method, string path, JsonElement operation)
    {
        Field[] parameters = operation.TryGetProperty("parameters", out var named)
            ? [.. named.EnumerateArray().Select(parameter => FieldOf(
                document, parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!, parameter.GetProperty("schema"), false))]
            : [];
        int[] successes =
        [
            .. operation.GetProperty("responses").EnumerateObject().Where(response => response.Name.All(char.IsAsciiDigit))
                .Select(response => int.Parse(response.Name, CultureInfo.InvariantCulture)).Where(status => status < 400),
        ];
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            return new Operation(method, path, parameters, [], IsForm: false, successes);
        }

        var content = body.GetProperty("content").EnumerateObject().First();
        var isForm = !content.Name.EndsWith("json", StringComparison.Ordinal);
        return new Operation(method, path, parameters, [.. FieldsOf(document, content.Value.GetProperty("schema"))], isForm, successes);
    }

    private static IEnumerable<Field> FieldsOf(JsonElement document, JsonElement schema)
    {
        var found = Resolve(document, schema);
        var parts = found.TryGetProperty("allOf", out var all) ? all.EnumerateArray().SelectMany(part => FieldsOf(document, part)) : [];
        string?[] required = found.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString())] : [];
        var own = found.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => FieldOf(document, property.Name, "body", property.Value, required.Contains(property.Name)))
            : [];
        return parts.Concat(own);
    }

    private static Field FieldOf(JsonElement document, string name, string place, JsonElement schema, bool isRequired)
    {
        var found = Resolve(document, schema);
        return new Field(name, place, TypeOf(found), found.TryGetProperty("maxLength", out var longest) ? longest.GetInt32() : null, isRequired);
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(document, (element, name) => element.GetProperty(name))
        : schema;

    private static string TypeOf(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? "string"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!).First(one => one != "null")
        : type.GetString()!;
}
