namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>A PATH on which no container engine is found: the recordings were made without one.</summary>
internal static class EnginelessPath
{
    private static readonly string[] _engines = ["docker", "podman"];

    /// <summary>The same path, or, where it leads to an engine, one folder of links to everything else on it.</summary>
    /// <param name="path">A value of PATH.</param>
    /// <param name="folder">Where the links go; made if needed.</param>
    public static string Create(string path, string folder)
    {
        var sources = path.Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Directory.Exists).ToArray();
        if (!sources.Any(source => _engines.Any(engine => File.Exists(Path.Combine(source, engine)))))
        {
            return path;
        }

        Directory.CreateDirectory(folder);
        foreach (var file in sources.SelectMany(Directory.EnumerateFiles).DistinctBy(Path.GetFileName))
        {
            var name = Path.GetFileName(file);
            if (!_engines.Contains(name))
            {
                File.CreateSymbolicLink(Path.Combine(folder, name), file);
            }
        }

        return folder;
    }
}
