using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a value once and keeps it in the user's secrets.</summary>
internal sealed class UserSecretsParameterDefault(string path, string key, ParameterDefault inner) : ParameterDefault
{
    private static readonly Lock Gate = new();

    public override void WriteToManifest(ManifestPublishingContext context) => inner.WriteToManifest(context);

    public override string GetDefaultValue()
    {
        lock (Gate)
        {
            var secrets = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [] : [];
            if (secrets[key]?.GetValue<string>() is { } kept)
            {
                return kept;
            }

            var value = inner.GetDefaultValue();
            secrets[key] = value;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var fresh = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(fresh, options))
            using (var writer = new StreamWriter(stream))
            {
                writer.Write(secrets.ToJsonString());
            }

            File.Move(fresh, path, overwrite: true);
            return value;
        }
    }
}

internal static class UserSecrets
{
    /// <summary>The secrets file of an application, or nothing where it names no <c>UserSecretsId</c>.</summary>
    public static string? PathFor(Assembly? assembly)
        => assembly?.GetCustomAttribute<UserSecretsIdAttribute>() is { } id ? PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId) : null;
}
