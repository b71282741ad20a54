using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>The configuration that the repository keeps below <c>monitoring/</c>.</summary>
internal static class MonitoringFiles
{
    private static readonly string[] s_kinds = [".yml", ".json", ".sh"];

    /// <summary>A folder of it on this machine.</summary>
    public static string Folder(IDistributedApplicationBuilder builder, string folder) => Path.Combine(builder.Topology().Repository, "monitoring", folder);

    /// <summary>What servers read of a folder: path below it to contents.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(IDistributedApplicationBuilder builder, string folder)
    {
        var root = Folder(builder, folder);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => s_kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => KeyValuePair.Create(Path.GetRelativePath(root, file), File.ReadAllText(file)));
    }
}
