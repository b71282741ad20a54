using System.Text.Json;

namespace FamilyCart.GitHubEmulator.Runner.Protocol;

/// <summary>What the service answered.</summary>
/// <param name="Status">The HTTP status; 0 when nothing was heard.</param>
/// <param name="Body">JSON, or empty.</param>
internal sealed record Answer(int Status, byte[] Body)
{
    public static Answer Nothing { get; } = new(0, []);

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The member's text, or null.</summary>
    public string? Text(string member)
    {
        using var document = Parse();
        return document is not null
            && document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty(member, out var value)
            ? value.ToString()
            : null;
    }

    public JsonDocument? Parse()
    {
        try
        {
            return Body.Length == 0 ? null : JsonDocument.Parse(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
