using System.Formats.Tar;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>Files for a container, which so stand in no command line, environment, image or label.</summary>
internal static class FileArchive
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = Own | UnixFileMode.UserExecute;

    /// <summary>A tar archive whose files only that user may read.</summary>
    /// <param name="files">Contents by path, relative to where it is unpacked.</param>
    /// <param name="user">User and group id, <c>1001:1001</c>.</param>
    public static byte[] Of(IReadOnlyDictionary<string, byte[]> files, string user)
    {
        var ids = user.Split(':').Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var folder in files.Keys.SelectMany(Above).Distinct().Order(StringComparer.Ordinal))
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, folder) { Mode = OwnFolder, Uid = ids[0], Gid = ids[1] });
            }

            foreach (var (path, content) in files)
            {
                using var stream = new MemoryStream(content);
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { Mode = Own, Uid = ids[0], Gid = ids[1], DataStream = stream });
            }
        }

        return archive.ToArray();
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            yield return path[..at];
        }
    }
}
