using System.Globalization;

namespace FamilyCart.AppHost.Machine;

/// <summary>A running process as /proc shows it.</summary>
internal sealed record RunningProcess(int Id, string Name)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, pid {Id}");
}

/// <summary>Which process has a file or socket open, from /proc. Without /proc, or without the right to look, nobody is found.</summary>
internal static class ProcessTable
{
    private const int LocalAddressColumn = 1;
    private const int StateColumn = 3;
    private const int InodeColumn = 9;
    private const string Listening = "0A";

    private static readonly string[] s_sockets = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The process that holds a TCP port, a listening one first.</summary>
    public static RunningProcess? HolderOfPort(int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        var inodes = s_sockets
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > InodeColumn && columns[LocalAddressColumn].EndsWith(suffix, StringComparison.Ordinal))
            .OrderByDescending(columns => columns[StateColumn] == Listening)
            .Select(columns => $"socket:[{columns[InodeColumn]}]")
            .ToList();
        return inodes.Select(HolderOf).FirstOrDefault(holder => holder is not null);
    }

    /// <summary>The process that has the file open.</summary>
    public static RunningProcess? HolderOfFile(string path) => HolderOf(Path.GetFullPath(path));

    /// <summary>The name of the process, or null when none of that id runs.</summary>
    public static string? NameOf(int id)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/comm")).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static RunningProcess? HolderOf(string target)
    {
        if (!Directory.Exists("/proc"))
        {
            return null;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && HasOpen(folder, target)
                && NameOf(id) is { } name)
            {
                return new RunningProcess(id, name);
            }
        }

        return null;
    }

    private static bool HasOpen(string processFolder, string target)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(processFolder, "fd"))
                .Any(descriptor => new FileInfo(descriptor).LinkTarget == target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to someone else.
            return false;
        }
    }
}
