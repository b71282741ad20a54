namespace Aspire.Hosting.Conformance.Tests.Publish;

/// <summary>Holds files against the recorded ones, byte for byte.</summary>
internal static class FolderComparer
{
    /// <summary>Returns a line for each file of either folder that the other one lacks or has with other bytes.</summary>
    public static IReadOnlyList<string> Compare(string expected, string actual) =>
    [
        .. FilesOf(expected).Union(FilesOf(actual)).Order(StringComparer.Ordinal)
            .SelectMany(name => CompareFile(Path.Combine(expected, name), Path.Combine(actual, name), name))
    ];

    /// <summary>Returns nothing, or one line that says what is wrong with the file, and where it first differs.</summary>
    public static IReadOnlyList<string> CompareFile(string expected, string actual, string name)
    {
        if (!File.Exists(actual) || !File.Exists(expected))
        {
            return [$"{name}: {(File.Exists(expected) ? "was not written" : "was not recorded")}"];
        }

        if (File.ReadAllBytes(expected).AsSpan().SequenceEqual(File.ReadAllBytes(actual)))
        {
            return [];
        }

        var (wanted, found) = (File.ReadAllText(expected).Split('\n'), File.ReadAllText(actual).Split('\n'));
        var line = wanted.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
        return [$"{name}, line {line + 1}: expected {At(wanted, line)}, found {At(found, line)}"];
    }

    private static string At(string[] lines, int index) => index < lines.Length ? $"'{lines[index]}'" : "no such line";

    /// <summary>All files of a folder by their paths in it; none where there is no folder.</summary>
    public static IEnumerable<string> FilesOf(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
        : [];
}
