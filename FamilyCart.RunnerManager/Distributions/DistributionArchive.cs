using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>A runner's distribution as <c>.tar.gz</c>.</summary>
internal static class DistributionArchive
{
    public const string Suffix = ".tar.gz";

    private const long MostBytes = 4L << 30;
    private const int MostEntries = 200_000;
    private const UnixFileMode Kept = (UnixFileMode)0b111_101_101;

    /// <returns>Its SHA-256 in lower-case hexadecimal digits.</returns>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Unpacks it: plain files, folders, and links that stay inside, and no more of them than bounds allow.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="to">A folder that does not exist.</param>
    /// <exception cref="InvalidDataException">It holds something else; the message names what.</exception>
    public static void Unpack(string archive, string to)
    {
        using var file = File.OpenRead(archive);
        Unpack(file, to, MostBytes, MostEntries);
    }

    /// <inheritdoc cref="Unpack(string, string)"/>
    internal static void Unpack(Stream archive, string to, long mostBytes, int mostEntries)
    {
        Directory.CreateDirectory(to, Kept);
        using var unzipped = new GZipStream(archive, CompressionMode.Decompress);
        using var bounded = new BoundedStream(unzipped, mostBytes);
        using var reader = new TarReader(bounded);
        for (var count = 0; reader.GetNextEntry() is { } entry; count++)
        {
            if (count == mostEntries)
            {
                throw new InvalidDataException("The archive has too many entries.");
            }

            Unpack(entry, to);
        }
    }

    private static void Unpack(TarEntry entry, string to)
    {
        var target = Inside(to, entry.Name, entry.Name);
        if (target == to)
        {
            return;
        }

        // A link that was unpacked before must not lead what comes after it somewhere else.
        for (var folder = Path.GetDirectoryName(target)!; folder != to; folder = Path.GetDirectoryName(folder)!)
        {
            if (new FileInfo(folder).LinkTarget is not null)
            {
                throw new InvalidDataException($"'{entry.Name}' lies behind a link.");
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!, Kept);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                Directory.CreateDirectory(target, Kept);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                using (var file = new FileStream(target, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = entry.Mode & Kept }))
                {
                    entry.DataStream?.CopyTo(file);
                }

                break;
            case TarEntryType.SymbolicLink:
                if (Path.IsPathRooted(entry.LinkName))
                {
                    throw new InvalidDataException($"'{entry.Name}' links to somewhere else.");
                }

                _ = Inside(to, Path.Combine(Path.GetDirectoryName(Path.GetRelativePath(to, target)) ?? string.Empty, entry.LinkName), entry.Name);
                File.CreateSymbolicLink(target, entry.LinkName);
                break;
            case TarEntryType.GlobalExtendedAttributes:
                break;
            default:
                throw new InvalidDataException($"'{entry.Name}' is neither a file nor a folder nor a link.");
        }
    }

    private static string Inside(string root, string name, string entry)
    {
        var path = Path.GetFullPath(Path.Combine(root, name)).TrimEnd('/');
        return !Path.IsPathRooted(name) && (path == root || path.StartsWith(root + "/", StringComparison.Ordinal))
            ? path
            : throw new InvalidDataException($"'{entry}' leads outside of the archive.");
    }
}
