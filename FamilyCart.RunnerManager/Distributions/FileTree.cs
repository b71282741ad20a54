using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Makes a tree of files like another one. Links are made anew, never followed.</summary>
internal static class FileTree
{
    private const UnixFileMode NotForOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit;
    private const UnixFileMode Folder = (UnixFileMode)0b111_101_101;

    /// <summary>The very same file under another name: nothing is copied, and who may not write the one may not write the other.</summary>
    public static void Link(string from, string to)
    {
        if (NativeMethods.Link(from, to) != 0)
        {
            throw new IOException("A file of the runner's distribution could not be linked.");
        }
    }

    /// <summary>A file of its own, which only its owner may write.</summary>
    public static void Copy(string from, string to)
    {
        File.Copy(from, to);
        File.SetUnixFileMode(to, File.GetUnixFileMode(from) & ~NotForOthers);
    }

    /// <param name="from">A folder.</param>
    /// <param name="to">One that does not exist.</param>
    /// <param name="file">How a file comes from the one name to the other.</param>
    /// <exception cref="IOException">Something is in the way.</exception>
    public static void Make(string from, string to, Action<string, string> file)
    {
        Directory.CreateDirectory(to, Folder);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo)
            {
                Make(entry.FullName, target, file);
            }
            else
            {
                file(entry.FullName, target);
            }
        }
    }
}
