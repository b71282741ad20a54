using System.Text.Json.Nodes;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>What an endpoint answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON; null for none.</param>
/// <param name="Link">The Link header of a list's page.</param>
internal sealed record Reply(int Status, JsonNode? Body = null, string? Link = null)
{
    public static Reply NotFound => Error(404, "Not Found");

    public static Reply Error(int status, string message) => new(status, new JsonObject
    {
        ["message"] = message,
        ["documentation_url"] = "https://docs.github.com/rest",
        ["status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture),
    });

    public static implicit operator Reply(JsonNode body) => new(200, body);
}
