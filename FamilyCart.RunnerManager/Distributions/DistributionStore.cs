using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>
/// The distribution in a folder of the manager's own, beside the runners and on their file system: unpacked or copied once, so that
/// a runner takes its files by links, and no runner can change what another one gets.
/// </summary>
internal static class DistributionStore
{
    /// <summary>The folder's name among the runners' folders; theirs never begin with a dot.</summary>
    public const string Name = ".distributions";

    private const UnixFileMode Passable = (UnixFileMode)0b111_001_001;

    private static readonly Lock s_lock = new();

    /// <summary>Finds it, or makes it now.</summary>
    /// <returns>The folder that has <c>bin/Runner.Listener</c>; null where none is configured.</returns>
    /// <exception cref="IOException">It could not be made.</exception>
    /// <exception cref="InvalidDataException">The archive is not what it should be.</exception>
    public static string? Prepare(ProcessDriverSettings settings)
    {
        if (settings.Distribution is not { } distribution)
        {
            return null;
        }

        lock (s_lock)
        {
            var folder = Path.Combine(settings.Folder, Name);
            var kept = Path.Combine(folder, settings.DistributionSha256 ?? Stamp(distribution));
            if (!Directory.Exists(kept))
            {
                Directory.CreateDirectory(settings.Folder, Passable);
                Directory.CreateDirectory(folder, Passable);
                Make(settings, distribution, kept);
                Forget(folder, kept);
            }

            return kept;
        }
    }

    private static void Make(ProcessDriverSettings settings, string distribution, string kept)
    {
        // Under its name only when it is whole.
        var begun = $"{kept}.{Guid.NewGuid():N}";
        if (settings.DistributionSha256 is null)
        {
            FileTree.Make(distribution, begun, FileTree.Copy);
        }
        else
        {
            DistributionArchive.Unpack(distribution, begun);
        }

        if (!File.Exists(Path.Combine(begun, ProcessDriverSettings.Listener)))
        {
            Directory.Delete(begun, recursive: true);
            throw new InvalidDataException($"The distribution has no {ProcessDriverSettings.Listener}.");
        }

        Directory.Move(begun, kept);
    }

    // Runners that still use an older one have its files by links of their own.
    private static void Forget(string folder, string kept)
    {
        foreach (var old in Directory.EnumerateDirectories(folder).Where(path => path != kept))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    // Of a folder that is replaced in place, some file of the program itself changes.
    private static string Stamp(string distribution)
    {
        var files = new DirectoryInfo(Path.Combine(distribution, "bin")).EnumerateFiles("*", SearchOption.AllDirectories)
            .Concat(new DirectoryInfo(distribution).EnumerateFiles())
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"))
            .Order(StringComparer.Ordinal);
        return "folder-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files))));
    }
}
