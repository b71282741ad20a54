using System.Text.RegularExpressions;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>
/// The compiler's generator of log messages goes through the parts of a class in an order that differs between two builds, and the order
/// of the messages in the program with it. A class that has them in one part is the same program each time.
/// </summary>
public sealed partial class ReproducibleSourceTests
{
    [Fact]
    public async Task Classes_WithLogMessages_HaveThemInOneFile()
    {
        var files = Directory.EnumerateDirectories(Repository.Root, "FamilyCart.*")
            .Concat(Directory.EnumerateDirectories(Repository.File("shims")))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        List<(string Class, string File)> parts = [];
        foreach (var file in files)
        {
            var text = await File.ReadAllTextAsync(file);
            if (text.Contains("[LoggerMessage(", StringComparison.Ordinal))
            {
                parts.Add(($"{Namespace().Match(text).Groups[1].Value}.{Class().Match(text).Groups[1].Value}", Path.GetFileName(file)));
            }
        }

        Assert.NotEmpty(parts);
        Assert.Empty(parts.GroupBy(part => part.Class).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(part => part.File))}"));
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bpartial class (\w+)")]
    private static partial Regex Class();
}
