using System.Text.Json;

namespace FamilyCart.GitHubEmulator.Runner.Registration;

/// <summary>What the three files in the runner's root say.</summary>
/// <param name="AgentId">GitHub's id of the runner.</param>
/// <param name="Name">The runner's name.</param>
/// <param name="Ephemeral">Whether it ends after one job.</param>
/// <param name="WorkFolder">Below the root, or absolute.</param>
/// <param name="Server">The emulator, with a slash at its end.</param>
/// <param name="ClientId">Who it is.</param>
/// <param name="Secret">How it proves that.</param>
internal sealed record RunnerIdentity(string AgentId, string Name, bool Ephemeral, string WorkFolder, Uri Server, string ClientId, string Secret)
{
    /// <summary>Null when the runner is not configured, or the files are broken.</summary>
    public static RunnerIdentity? Read()
    {
        try
        {
            using var settings = Parse(RunnerFolder.Settings);
            using var credentials = Parse(RunnerFolder.Credentials);
            using var key = Parse(RunnerFolder.Key);
            var root = settings.RootElement;
            return new RunnerIdentity(
                root.GetProperty(nameof(AgentId)).ToString(),
                root.GetProperty("AgentName").ToString(),
                root.TryGetProperty(nameof(Ephemeral), out var ephemeral) && ephemeral.ToString().Equals("true", StringComparison.OrdinalIgnoreCase),
                root.GetProperty(nameof(WorkFolder)).ToString(),
                new Uri(root.GetProperty("ServerUrlV2").ToString()),
                credentials.RootElement.GetProperty("data").GetProperty("clientId").ToString(),
                key.RootElement.GetProperty("d").ToString());
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or UriFormatException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static JsonDocument Parse(string file) => JsonDocument.Parse(File.ReadAllBytes(RunnerFolder.Of(file)));
}
