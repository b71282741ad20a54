namespace FamilyCart.Ops.Restoring;

/// <summary>Where a restore may write: a folder of its own, never a living server's.</summary>
internal static class TargetFolder
{
    /// <returns>Null when it may be written to; otherwise why not.</returns>
    public static string? Fault(string folder, string livingFolder)
    {
        var target = Resolve(folder);
        var living = Resolve(livingFolder);
        return target == living || target.StartsWith(living + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? $"{folder} is the living server's own folder; restore into a new one and switch afterwards."
            : File.Exists(target) ? $"{folder} is a file; name a folder that is not there yet."
            : Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() ? $"{folder} is not empty; name a folder that is not there yet."
            : null;
    }

    // A link may lead anywhere, whichever part of the path it is.
    private static string Resolve(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        var here = Path.Combine(Resolve(parent), Path.GetFileName(full));
        return Directory.Exists(here) && new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : here;
    }
}
