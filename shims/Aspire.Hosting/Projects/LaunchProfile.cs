namespace Aspire.Hosting.Projects;

/// <summary>One entry of a project's <c>Properties/launchSettings.json</c>.</summary>
internal sealed record LaunchProfile(
    string Name, string? CommandName, string? CommandLineArgs, string? ApplicationUrl, IReadOnlyDictionary<string, string> EnvironmentVariables)
{
    /// <param name="projectPath">The project file.</param>
    /// <param name="name">The profile wanted, or nothing for the first that runs the project itself.</param>
    /// <exception cref="DistributedApplicationException">There is no profile of that name.</exception>
    public static LaunchProfile? Find(string projectPath, string? name)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        using var document = JsonDocument.Parse(
            File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var profiles = document.RootElement.TryGetProperty("profiles", out var found) ? found.EnumerateObject().Select(Read).ToArray() : [];
        return name is null
            ? profiles.FirstOrDefault(p => p.CommandName is "Project")
            : profiles.FirstOrDefault(p => p.Name == name)
                ?? throw new DistributedApplicationException($"Launch settings file does not contain '{name}' profile.");
    }

    private static LaunchProfile Read(JsonProperty profile) => new(
        profile.Name, Text(profile.Value, "commandName"), Text(profile.Value, "commandLineArgs"), Text(profile.Value, "applicationUrl"),
        profile.Value.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString() ?? "")
            : []);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
