namespace Aspire.Hosting.Conformance.Tests.Shims;

/// <summary>Counts lines of C# as the limit of the shims means them: no blank lines, no comment lines, nothing generated.</summary>
internal static class CodeLines
{
    private static readonly string[] _built = ["obj", "bin"];

    public static int OfFolder(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Intersect(_built).Any())
        .Sum(file => Of(File.ReadLines(file)));

    public static int Of(IEnumerable<string> lines) =>
        lines.Select(line => line.TrimStart()).Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
}
