using System.Text.Json;

namespace Octokit.Internal;

internal static class ApiErrorReader
{
    // A body that is no error of GitHub's, such as a proxy's page, is the message itself.
    public static ApiError Read(IResponse response)
    {
        var text = response?.Body as string;
        if (string.IsNullOrEmpty(text))
        {
            return new ApiError(text);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? new ApiError(Text(root, "message"), Text(root, "documentation_url"), Details(root)) : new ApiError(text);
        }
        catch (JsonException)
        {
            return new ApiError(text);
        }
    }

    private static ApiErrorDetail[] Details(JsonElement root) => root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
        ? [.. errors.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.Object).Select(Detail)]
        : null;

    private static ApiErrorDetail Detail(JsonElement error) =>
        new(Text(error, "message"), Text(error, "code"), Text(error, "field"), Text(error, "resource"));

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
