using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>A server's configuration as this run uses it: the repository's files plus what the model knows.</summary>
internal static class ConfigurationFolder
{
    /// <summary>Replaces the folder by a copy of <paramref name="source"/> and adds the generated files.</summary>
    /// <param name="source">Folder in the repository.</param>
    /// <param name="target">Folder of this run; what was in it is gone afterwards.</param>
    /// <param name="generated">Path below the folder to contents.</param>
    public static void Write(string source, string target, IEnumerable<KeyValuePair<string, string>> generated)
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        OpenFolder.Create(target);
        foreach (var file in Directory.EnumerateFiles(source, "*.yml", SearchOption.AllDirectories))
        {
            OpenFolder.Write(Path.Combine(target, Path.GetRelativePath(source, file)), File.ReadAllText(file));
        }

        foreach (var (name, contents) in generated)
        {
            OpenFolder.Write(Path.Combine(target, name), contents);
        }
    }
}
