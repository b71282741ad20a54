using System.Globalization;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Health;

/// <summary>
/// The signs of listeners that are processes. A listener that waits for a job always has a connection to GitHub, on which it is
/// answered late; its log may be still for a minute.
/// </summary>
internal sealed class ProcessSigns(ProcessDriverSettings settings) : IListenerSigns
{
    private const string Socket = "socket:[";

    public Task<IReadOnlySet<string>> SilentAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) => Task.FromResult<IReadOnlySet<string>>(Silent(names));

    private HashSet<string> Silent(IReadOnlyCollection<string> names)
    {
        var connections = Connections.Established();
        return names.Where(name => IsSilent(name, connections)).ToHashSet(StringComparer.Ordinal);
    }

    private bool IsSilent(string name, IReadOnlySet<string> connections)
    {
        var folder = new RunnerFolder(Path.Combine(settings.Folder, Path.GetFileName(name)));
        if (Read(folder.Process)?.Split(' ') is not [var text, ..] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        return ProcessTable.StandsStill(id) || Sockets(id) is { } sockets && !sockets.Any(connections.Contains);
    }

    // Null where it is not known: it has ended, or is not ours to look at.
    private static List<string>? Sockets(int id)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries($"/proc/{id}/fd")
                .Select(path => new FileInfo(path).LinkTarget)
                .OfType<string>()
                .Where(target => target.StartsWith(Socket, StringComparison.Ordinal))
                .Select(target => target[Socket.Length..^1])];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
