using System.Globalization;

namespace FamilyCart.AppHost.Machine;

/// <summary>Finds installed servers.</summary>
internal static class Programs
{
    private const string PostgresRoot = "/usr/lib/postgresql";

    // Debian keeps servers out of an ordinary user's PATH.
    private static readonly string[] s_serverFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>Absolute path of the first of these programs that is installed, or null.</summary>
    public static string? Find(params ReadOnlySpan<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(s_serverFolders);
        foreach (var name in names)
        {
            if (folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsProgram) is { } path)
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Folder with <c>postgres</c> and <c>initdb</c> of the newest installed major, or of exactly the wanted one.</summary>
    public static (string Folder, int Major)? FindPostgres(int? wantedMajor = null, string root = PostgresRoot)
    {
        if (!Directory.Exists(root))
        {
            return null;
        }

        var installed = Directory.GetDirectories(root)
            .Select(folder => (Folder: Path.Combine(folder, "bin"), Major: Major(folder)))
            .Where(found => found.Major >= OldestPostgres && IsProgram(Path.Combine(found.Folder, "postgres")))
            .Where(found => wantedMajor is null || found.Major == wantedMajor)
            .OrderByDescending(found => found.Major)
            .ToList();
        return installed.Count == 0 ? null : installed[0];
    }

    /// <summary>SQL in this repository keeps to this major.</summary>
    public const int OldestPostgres = 15;

    private static int Major(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.OtherExecute) != 0);
}
