using System.Text.Json;
using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Ops.Secrets.Audit;

/// <summary>A secret as it lies in a folder. Text stays within the audit.</summary>
internal sealed record FoundSecret(string Name, string? Text, DateTimeOffset? Written, int Shortest, bool IsOptional, IReadOnlyList<string> Readers, IReadOnlyList<string> Faults);

/// <summary>Finds the secrets of a published project, or of a run.</summary>
internal static class AuditSource
{
    private const string RunFile = "secrets.json";
    private const int Shortest = 12;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <exception cref="InvalidDataException">The folder is neither.</exception>
    public static IReadOnlyList<FoundSecret> Read(string folder)
    {
        var run = Path.Combine(folder, RunFile);
        return File.Exists(run) && !File.Exists(Path.Combine(folder, SecretIndex.FileName)) ? OfRun(run) : OfProject(SecretProject.Open(folder));
    }

    // Those that nobody reads any more lie there as well.
    private static List<FoundSecret> OfProject(SecretProject project)
    {
        var open = IsOpen(project.Root) && IsOpen(project.Folder) ? ["can be read by every user of the machine"] : Array.Empty<string>();
        var known = project.Index.Secrets.Select(secret => Found(secret.Name, secret.Shortest, secret.Optional, [.. secret.Readers.Select(reader => reader.Service)], open)).ToList();
        var names = known.Select(secret => secret.Name).Concat(project.Index.Rendered.Select(rendered => rendered.Name)).ToHashSet(StringComparer.Ordinal);
        var strangers = Directory.Exists(project.Folder)
            ? Directory.EnumerateFiles(project.Folder).Select(path => Path.GetFileName(path)!).Where(name => !names.Contains(name)).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return [.. known, .. strangers.Select(name => Found(name, 1, true, [], [.. open, "is read by nobody"]))];

        FoundSecret Found(string name, int shortest, bool isOptional, IReadOnlyList<string> readers, IReadOnlyList<string> faults)
        {
            var file = SecretFile.Read(project.Folder, name);
            return file.Fault is { } fault
                ? new(name, null, null, shortest, isOptional, readers, [fault.Problem])
                : new(name, file.Text, File.GetLastWriteTimeUtc(file.Path), shortest, isOptional, readers, faults);
        }
    }

    // One file for all, so that none is younger than it.
    private static List<FoundSecret> OfRun(string path)
    {
        var (written, faults) = (File.GetLastWriteTimeUtc(path), IsOpen(path) ? ["can be read by every user of the machine"] : Array.Empty<string>());
        try
        {
            var secrets = JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path)) ?? [];
            return [.. secrets.Select(pair => new FoundSecret(pair.Key, pair.Value, written, Shortest, IsOptional: false, ["./run"], faults))];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not what ./run writes.", exception);
        }
    }

    private static bool IsOpen(string path) =>
        !OperatingSystem.IsWindows() && (File.Exists(path) || Directory.Exists(path)) && (File.GetUnixFileMode(path) & Others) != 0;
}
