using System.Globalization;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>A base backup of pgBackRest that stands still in the middle, until it is let go.</summary>
internal sealed class HeldBackup : IDisposable
{
    private const string Large = "large";
    private const long LargeBytes = 1L << 30;

    private readonly IReadOnlyList<string> _processes;
    private readonly string _file;

    private HeldBackup(IReadOnlyList<string> processes, string file)
    {
        _processes = processes;
        _file = file;
    }

    /// <summary>Begins one by whoever makes it, and returns once it has copied a part of the server's files and stands still.</summary>
    /// <param name="server">Whose files are copied.</param>
    /// <param name="begin">Has the backup made.</param>
    public static async Task<HeldBackup> StartAsync(BackedUpServer server, Action begin)
    {
        // pgBackRest copies whatever lies in the folder, the largest first. This one is there long enough to be seen, and holds nothing.
        var file = Path.Combine(server.Server.Folder, Large);
        await using (var stream = File.Create(file))
        {
            stream.SetLength(LargeBytes);
        }

        ToolAccount.For("postgres").Own(file);
        begin();
        var backups = Path.Combine(server.BackupFolder, "repository", "backup");
        await Waiting.UntilAsync(
            () => Task.FromResult(Directory.Exists(backups) && Directory.EnumerateFiles(backups, $"{Large}*", SearchOption.AllDirectories).Any()),
            "the base backup to copy the server's files");
        var processes = Find(server.BackupFolder);
        ToolProcess.Run(["kill", "-STOP", .. processes]);
        Assert.NotEmpty(processes);
        return new HeldBackup(processes, file);
    }

    /// <summary>Lets it go on.</summary>
    public void Dispose()
    {
        ToolProcess.Run(["kill", "-CONT", .. _processes]);
        File.Delete(_file);
    }

    // pgBackRest's own process and those that copy for it, which name its configuration.
    private static IReadOnlyList<string> Find(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => Path.GetFileName(path)!)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Where(name => CommandLine(name) is ["pgbackrest", .., "backup" or "backup:local"] command && command.Any(word => word.Contains(folder, StringComparison.Ordinal))),
    ];

    private static string[] CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
