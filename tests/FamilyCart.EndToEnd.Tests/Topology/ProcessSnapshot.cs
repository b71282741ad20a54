using System.Globalization;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>Processes at one moment. A process is known by its id and when it began, since ids are used again.</summary>
internal sealed record ProcessSnapshot(IReadOnlyList<SeenProcess> Processes)
{
    /// <summary>The process, the orchestrator that watches over it, and all below either.</summary>
    public static ProcessSnapshot Of(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(SeenProcess.Read).OfType<SeenProcess>().ToList();
        List<SeenProcess> found = [.. all.Where(process => process.Id == root || process.Command.Contains($" --monitor {root} ", StringComparison.Ordinal))];
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(all.Where(process => process.Parent == found[i].Id && !found.Contains(process)));
        }

        return new ProcessSnapshot(found);
    }

    /// <summary>Those that still run.</summary>
    public IReadOnlyList<SeenProcess> Alive => [.. Processes.Where(process => SeenProcess.Read($"/proc/{process.Id}") is { } now && now.Began == process.Began)];
}

/// <summary>One process; when it began is in clock ticks since the machine did.</summary>
internal sealed record SeenProcess(int Id, int Parent, long Began, string Command)
{
    /// <summary>The process of a folder below /proc; null when it has ended.</summary>
    public static SeenProcess? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            // The name, in brackets, may hold anything.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z"
                ? null
                : new SeenProcess(
                    int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture),
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    long.Parse(fields[19], CultureInfo.InvariantCulture),
                    File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' '));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
