using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FamilyCart.ServiceDefaults.Migrations;

// The files of one service in the order of their numbers.
internal sealed partial record MigrationFiles(IReadOnlyList<MigrationFile> All)
{
    public static MigrationFiles EmbeddedIn(Assembly assembly)
    {
        var files = new List<MigrationFile>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (NameOf(resource) is { } name)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
                files.Add(Create(name, reader.ReadToEnd()));
            }
        }

        return Order(files, assembly.GetName().Name ?? "the assembly");
    }

    // Of an assembly's resource, such as 0001_create_lists.sql; null of one that is no migration.
    public static string? NameOf(string resource) => FileName().Match(resource) is { Success: true } match ? match.Groups["name"].Value : null;

    public static MigrationFile Create(string name, string text)
    {
        // The same file checked out with other line ends is the same migration.
        var sql = text.ReplaceLineEndings("\n");
        return new MigrationFile(
            int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
            name,
            sql,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    public static MigrationFiles Order(IEnumerable<MigrationFile> files, string owner)
    {
        var ordered = files.OrderBy(file => file.Number).ThenBy(file => file.Name, StringComparer.Ordinal).ToArray();
        if (ordered.Length == 0)
        {
            throw new InvalidOperationException($"{owner} embeds no file such as Migrations/0001_create_lists.sql.");
        }

        var twins = ordered.GroupBy(file => file.Number).FirstOrDefault(group => group.Count() > 1);
        return twins is null
            ? new MigrationFiles(ordered)
            : throw new InvalidOperationException($"{owner} embeds {string.Join(" and ", twins.Select(file => file.Name))} with the same number.");
    }

    [GeneratedRegex(@"(^|\.)Migrations\.(?<name>[0-9]{4}_[A-Za-z0-9_-]+\.sql)$")]
    private static partial Regex FileName();
}
