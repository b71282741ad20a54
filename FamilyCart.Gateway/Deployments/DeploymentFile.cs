using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyCart.Gateway.Deployments;

/// <summary>The state on disk: a whole old one or a whole new one, whatever happens while it is written.</summary>
internal static class DeploymentFile
{
    private const long LargestFile = 1024 * 1024;

    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads the state.</summary>
    /// <returns>Null when there is no file yet.</returns>
    /// <exception cref="InvalidDataException">What is there is no state.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static DeploymentState? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        if (file.Length > LargestFile)
        {
            throw new InvalidDataException("it is too large");
        }

        try
        {
            return JsonSerializer.Deserialize<DeploymentState>(file, _json) is { Revision: >= 0, Recent.IsDefault: false, Current: null or { Step: >= 0 } } state
                ? state
                : throw new InvalidDataException("it is no state");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("it is no JSON of a state", exception);
        }
    }

    /// <summary>Replaces the state: another file is written, brought to the disk and given the name, and the name is brought to the disk.</summary>
    /// <returns>False when the name may not outlive a loss of power: the new state is there all the same.</returns>
    /// <exception cref="IOException">It cannot be written; the old state is there still.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static bool Write(string path, DeploymentState state)
    {
        var written = $"{path}.new";
        using (var file = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, state, _json);
            file.Flush(flushToDisk: true);
        }

        File.Move(written, path, overwrite: true);
        try
        {
            FolderSync.Flush(Path.GetDirectoryName(path)!);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
