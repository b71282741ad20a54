using System.Text.Json;

namespace FamilyCart.GitHubEmulator.Runner.Listening;

/// <summary>The value of <c>--jitconfig</c>: base64 of a JSON object of files, each base64 again.</summary>
internal static class JitConfiguration
{
    public static bool TryWrite(string encoded)
    {
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(encoded));
            foreach (var file in document.RootElement.EnumerateObject())
            {
                RunnerFolder.WriteSecret(Path.GetFileName(file.Name), file.Value.GetBytesFromBase64());
            }

            return true;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
