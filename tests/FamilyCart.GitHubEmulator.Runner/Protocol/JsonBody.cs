using System.Text.Json;

namespace FamilyCart.GitHubEmulator.Runner.Protocol;

internal static class JsonBody
{
    /// <summary>A flat JSON object; members without a value are left out.</summary>
    public static byte[] Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                if (value is not null)
                {
                    writer.WriteString(name, value);
                }
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
