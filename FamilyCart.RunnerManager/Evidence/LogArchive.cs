using System.Formats.Tar;
using System.Text;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>
/// Reads the logs out of a tar archive that a job filled. Names and contents are only read, nothing is unpacked and no link followed;
/// what is larger than anybody wants to wait for ends it.
/// </summary>
internal static class LogArchive
{
    private const int BufferSize = 64 * 1024;
    private const int MostFiles = 1000;

    private static readonly string[] s_kinds = ["Worker_", "Runner_"];

    /// <summary>The logs, a thousand at most.</summary>
    /// <param name="archive">Of the folder of the logs.</param>
    /// <param name="settings">How much is kept.</param>
    /// <param name="found">Gets each log that was read whole, with its name.</param>
    /// <param name="cancellationToken">Ends it; what was found until then stays.</param>
    /// <exception cref="InvalidDataException">It is no archive.</exception>
    public static async Task ReadAsync(Stream archive, EvidenceSettings settings, List<(string Name, string Text)> found, CancellationToken cancellationToken)
    {
        var left = settings.LargestLog;
        await using var reader = new TarReader(archive, leaveOpen: true);
        var buffer = new byte[BufferSize];
        while (left > 0 && found.Count < MostFiles && await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is not { } data || LogName(entry.Name) is not { } name)
            {
                continue;
            }

            var tail = new FileTail(Math.Min(left, settings.LargestLog / 2));
            for (int read; (read = await data.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                tail.Add(buffer.AsSpan(0, read));
            }

            var text = tail.Text();
            found.Add((name, text));
            left -= Encoding.UTF8.GetByteCount(text) + name.Length;
        }
    }

    /// <summary>One after the other, each below a line with its name.</summary>
    public static string Join(IEnumerable<(string Name, string Text)> logs) => string.Concat(
        logs.OrderBy(log => Array.FindIndex(s_kinds, kind => log.Name.StartsWith(kind, StringComparison.Ordinal))).ThenBy(log => log.Name, StringComparer.Ordinal)
            .Select(log => $"\n==> {log.Name}\n{log.Text}"));

    // Below the folder itself, such as _diag/Worker_1.log. A name may hold anything, and so may a line that begins with it.
    private static string? LogName(string path)
    {
        var parts = path.Split('/');
        var name = parts[^1];
        return parts.Length == 2 && s_kinds.Any(kind => name.StartsWith(kind, StringComparison.Ordinal)) && name.EndsWith(".log", StringComparison.Ordinal) && !name.Any(char.IsControl)
            ? name
            : null;
    }
}
