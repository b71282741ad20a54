using System.Globalization;
using System.Net.Sockets;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Restoring;

/// <summary>Puts one data folder in the place of another, on the same disk, while no server runs on either.</summary>
internal static class ServerSwitch
{
    /// <summary>Lies in a folder that was restored and replayed as it should be.</summary>
    public const string RestoreMark = "familycart-restored";

    private const string Pid = "postmaster.pid";
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(5);

    /// <returns>Null when it can be done; otherwise why not.</returns>
    public static async Task<string?> FaultAsync(BackupSettings settings, string folder, CancellationToken cancellationToken) =>
        !File.Exists(Path.Combine(folder, "PG_VERSION")) ? $"{folder} is no data folder of PostgreSQL."
        : !File.Exists(Path.Combine(folder, RestoreMark)) ? $"{folder} was not made by ops restore, or not to its end; restore into a new folder. A folder that was replaced is not put back: the archive has gone on without it, so restore to a time before the switch."
        : Running(folder) ?? Running(settings.DataFolder) ?? await AnsweringAsync(settings, cancellationToken);

    /// <summary>Whether another restored folder has taken the server's place since this one was made: both would write the same timeline.</summary>
    /// <returns>Null when not; otherwise the remedy.</returns>
    public static string? Overtaken(Catalogue catalogue, string folder) =>
        TimelineHistory.Own(folder) is var (timeline, _) && timeline <= catalogue.Timelines.Newest
            ? string.Create(CultureInfo.InvariantCulture, $"{folder} would go on along timeline {timeline}, and so has another restored server since; restore once more and take that folder.")
            : null;

    /// <summary>Does it.</summary>
    /// <returns>Where the folder that was replaced is kept.</returns>
    /// <exception cref="IOException">The folders are on two disks, or cannot be renamed; everything is where it was.</exception>
    public static string Do(BackupSettings settings, string folder, DateTimeOffset now)
    {
        Announce(settings, folder);
        var kept = $"{settings.DataFolder}.before-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        if (Directory.Exists(settings.DataFolder))
        {
            Directory.Move(settings.DataFolder, kept);
        }

        try
        {
            Directory.Move(folder, settings.DataFolder);
        }
        catch (IOException)
        {
            // Another disk: a server that finds no data would begin with none.
            if (Directory.Exists(kept))
            {
                Directory.Move(kept, settings.DataFolder);
            }

            throw;
        }

        File.Delete(Path.Combine(settings.DataFolder, RestoreMark));
        return kept;
    }

    // It was replayed without an archiver. The archive has to know of its timeline, or the next restore would follow the old one.
    private static void Announce(BackupSettings settings, string folder)
    {
        var account = ToolAccount.For(settings.Account);
        var status = Path.Combine(folder, "pg_wal", "archive_status");
        foreach (var name in Directory.EnumerateFiles(Path.Combine(folder, "pg_wal"), "*.history").Select(Path.GetFileName))
        {
            if (!File.Exists(Path.Combine(status, $"{name}.done")))
            {
                var ready = Path.Combine(status, $"{name}.ready");
                if (ToolProcess.Run(account.Command(["touch", "--", ready])) is { Succeeded: false } result)
                {
                    throw new IOException($"{ready} cannot be made: {result.Errors.Trim()}");
                }
            }
        }
    }

    // The number of a process in another container says nothing here.
    private static async Task<string?> AnsweringAsync(BackupSettings settings, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(s_answer);
        try
        {
            await client.ConnectAsync(settings.Connection.Host, settings.Connection.Port, late.Token);
            return $"A server answers at {settings.Connection.Host}:{settings.Connection.Port}; stop it first.";
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static string? Running(string folder)
    {
        // A server that was killed leaves its file behind, and another program may have its number by now.
        var file = Path.Combine(folder, Pid);
        return File.Exists(file)
            && int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && File.Exists($"/proc/{id}/comm")
            && File.ReadAllText($"/proc/{id}/comm").Trim() == "postgres"
            ? $"A server runs on {folder} (pid {id}); stop it first."
            : null;
    }
}
