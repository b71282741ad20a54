using System.Text.Json;

namespace FamilyCart.Ops.Secrets;

/// <summary>What publishing writes down of a project's secrets, beside the compose file; none of it is secret.</summary>
/// <param name="Secrets">All of them.</param>
/// <param name="Rendered">Files that are made of them.</param>
/// <param name="Servers">Host and port of each server that knows one, as services find it.</param>
internal sealed record SecretIndex(IReadOnlyList<IndexedSecret> Secrets, IReadOnlyList<RenderedSecret> Rendered, IReadOnlyDictionary<string, string> Servers)
{
    public const string FileName = "secrets-index.json";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>The index of a project.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is not what publishing writes; the message says so.</exception>
    public static SecretIndex Read(string project)
    {
        var path = Path.Combine(project, FileName);
        try
        {
            return JsonSerializer.Deserialize<SecretIndex>(File.ReadAllText(path), s_json) is { Secrets: not null, Rendered: not null, Servers: not null } index
                ? index
                : throw new InvalidDataException($"{path} lacks a part; publish again.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path} is missing; name the folder of a published project, or publish again.", exception);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"{path} is not what publishing writes; publish again.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InvalidDataException($"{path} is not readable by this user; be root.", exception);
        }
    }
}
