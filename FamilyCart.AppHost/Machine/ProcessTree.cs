using System.Globalization;

namespace FamilyCart.AppHost.Machine;

/// <summary>Processes and what they have started, from /proc; empty where there is none.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>All processes that the given one has started, directly or not.</summary>
    public static IReadOnlyList<int> Descendants(int root)
    {
        var children = All().ToLookup(process => process.Parent, process => process.Id);
        var found = new List<int>();
        var pending = new Queue<int>(children[root]);
        while (pending.TryDequeue(out var id))
        {
            found.Add(id);
            foreach (var child in children[id])
            {
                pending.Enqueue(child);
            }
        }

        return found;
    }

    /// <summary>Asks processes to end (TERM) and waits until they have, at most as long as the limit.</summary>
    /// <returns>Whether all have.</returns>
    public static async Task<bool> TerminateAsync(IReadOnlyCollection<int> ids, TimeSpan limit, TimeProvider time)
    {
        foreach (var id in ids)
        {
            // One that is gone already is what is wanted.
            _ = NativeMethods.Kill(id, NativeMethods.Terminate);
        }

        return await WaitForEndAsync(ids, limit, time);
    }

    /// <summary>Waits until processes have ended, at most as long as the limit.</summary>
    /// <returns>Whether all have.</returns>
    public static async Task<bool> WaitForEndAsync(IReadOnlyCollection<int> ids, TimeSpan limit, TimeProvider time)
    {
        using var late = new CancellationTokenSource(limit, time);
        while (ids.Any(IsAlive))
        {
            if (late.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(s_pollInterval, time, CancellationToken.None);
        }

        return true;
    }

    /// <summary>Whether it still runs; one that has ended and waits for collection does not.</summary>
    public static bool IsAlive(int id) => Read($"/proc/{id}/stat") is { State: not ('Z' or 'X') };

    private static IEnumerable<ProcessStatus> All() => !Directory.Exists("/proc")
        ? []
        : Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(folder => Read($"{folder}/stat"))
            .OfType<ProcessStatus>();

    private static ProcessStatus? Read(string path)
    {
        try
        {
            // "pid (name) state parent …", where the name may hold blanks and brackets.
            var text = File.ReadAllText(path);
            var rest = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessStatus(int.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture), rest[0][0], int.Parse(rest[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record ProcessStatus(int Id, char State, int Parent);
}
