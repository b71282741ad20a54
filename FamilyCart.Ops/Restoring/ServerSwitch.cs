using System.Globalization;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Restoring;

/// <summary>Puts one data folder in the place of another, on the same disk, while no server runs on either.</summary>
internal static class ServerSwitch
{
    private const string Pid = "postmaster.pid";

    /// <returns>Null when it can be done; otherwise why not.</returns>
    public static string? Fault(BackupSettings settings, string folder) =>
        !File.Exists(Path.Combine(folder, "PG_VERSION")) ? $"{folder} is no data folder of PostgreSQL."
        : File.Exists(Path.Combine(folder, "recovery.signal")) ? $"{folder} has not been replayed to its end; restore it anew."
        : Running(folder) ?? Running(settings.DataFolder);

    /// <summary>Does it.</summary>
    /// <returns>Where the folder that was replaced is kept.</returns>
    /// <exception cref="IOException">The folders are on two disks, or cannot be renamed.</exception>
    public static string Do(BackupSettings settings, string folder, DateTimeOffset now)
    {
        Announce(settings, folder);
        var kept = $"{settings.DataFolder}.before-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        if (Directory.Exists(settings.DataFolder))
        {
            Directory.Move(settings.DataFolder, kept);
        }

        Directory.Move(folder, settings.DataFolder);
        return kept;
    }

    // It was replayed without an archiver. The archive has to know of its time line, or the next restore would follow the old one.
    private static void Announce(BackupSettings settings, string folder)
    {
        var account = ToolAccount.For(settings.Account);
        var status = Path.Combine(folder, "pg_wal", "archive_status");
        foreach (var name in Directory.EnumerateFiles(Path.Combine(folder, "pg_wal"), "*.history").Select(Path.GetFileName))
        {
            if (!File.Exists(Path.Combine(status, $"{name}.done")))
            {
                PrivateFiles.Write(Path.Combine(status, $"{name}.ready"), "", account);
            }
        }
    }

    private static string? Running(string folder) =>
        File.Exists(Path.Combine(folder, Pid)) ? $"A server runs on {folder}, or was killed there ({Pid}); stop it first." : null;
}
