using System.Text.Json;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Reads a just-in-time configuration.</summary>
internal static class JitFiles
{
    private static readonly string[] _names = [".runner", ".credentials", ".credentials_rsaparams"];

    /// <param name="configuration">Base64 of a JSON object whose values are base64, as GitHub sends it.</param>
    /// <returns>The three files by name; null when it is anything else, such as a file outside the runner's root.</returns>
    public static IReadOnlyDictionary<string, byte[]>? Read(string? configuration)
    {
        try
        {
            var files = JsonSerializer.Deserialize(Convert.FromBase64String(configuration ?? string.Empty), GitHubJsonContext.Default.DictionaryStringByteArray);
            return files is not null && files.Count == _names.Length && _names.All(files.ContainsKey) ? files : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
