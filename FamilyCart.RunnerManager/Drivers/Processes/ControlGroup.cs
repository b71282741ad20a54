using System.Globalization;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>The control group of one runner: one folder for everything (version 2), or one a controller (version 1).</summary>
/// <param name="Folders">The folders by controller; the only one of version 2 is called <see cref="Unified"/>.</param>
internal sealed record ControlGroup(IReadOnlyDictionary<string, string> Folders)
{
    public const string Unified = "unified";
    public const string Memory = "memory";
    public const string Processor = "cpu";
    public const string Accounting = "cpuacct";
    public const string Processes = "pids";

    private const string Members = "cgroup.procs";
    private const double Nanosecond = 1e-9;
    private const double Microsecond = 1e-6;

    /// <summary>The files into which a process writes its id to enter.</summary>
    public IEnumerable<string> Entrances => Folders.Values.Distinct().Select(folder => Path.Combine(folder, Members));

    /// <summary>Reads what <see cref="Save"/> wrote; null where there is no such file.</summary>
    public static ControlGroup? Load(string path) => File.Exists(path)
        ? new(File.ReadAllLines(path).Select(line => line.Split('=', 2)).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal))
        : null;

    /// <summary>Writes down where it is, for the managers that follow.</summary>
    public void Save(string path)
    {
        // Renamed into place: half of a path would be another group.
        File.WriteAllLines(path + ".new", Folders.Select(folder => $"{folder.Key}={folder.Value}"));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The ids of all processes in it.</summary>
    public IEnumerable<int> Ids() => Folders.Values.Distinct()
        .SelectMany(folder => ControlGroupFile.Read(folder, Members)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [])
        .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
        .Distinct();

    /// <summary>Lets nothing new begin in it, so that whoever ends its processes comes to an end himself.</summary>
    public void Close()
    {
        try
        {
            if (Of(Processes) is { } folder)
            {
                ControlGroupFile.Write(folder, "pids.max", "0");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It went meanwhile, or has no such limit: then its processes are ended until none is left.
        }
    }

    /// <summary>Removes it. False while processes are in it.</summary>
    public bool TryRemove()
    {
        foreach (var folder in Folders.Values.Distinct().Where(Directory.Exists))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // It went meanwhile.
            }
            catch (IOException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the kernel counted so far.</summary>
    public ControlGroupUse Use() => Folders.TryGetValue(Unified, out var folder) ? Version2(folder) : Version1();

    private static ControlGroupUse Version2(string folder) => new(
        ControlGroupFile.Number(folder, "cpu.stat", "usage_usec") * Microsecond,
        Less(ControlGroupFile.Number(folder, "memory.current"), ControlGroupFile.Number(folder, "memory.stat", "inactive_file")),
        ControlGroupFile.Number(folder, "memory.peak"),
        ControlGroupFile.Number(folder, "memory.max"),
        ControlGroupFile.Number(folder, "memory.events", "oom_kill"),
        ControlGroupFile.Number(folder, "pids.current"),
        ControlGroupFile.Number(folder, "pids.events", "max"));

    private ControlGroupUse Version1()
    {
        var (memory, processor, processes) = (Of(Memory), Of(Accounting), Of(Processes));
        return new(
            processor is null ? null : ControlGroupFile.Number(processor, "cpuacct.usage") * Nanosecond,
            memory is null ? null : Less(ControlGroupFile.Number(memory, "memory.usage_in_bytes"), ControlGroupFile.Number(memory, "memory.stat", "total_inactive_file")),
            memory is null ? null : ControlGroupFile.Number(memory, "memory.max_usage_in_bytes"),
            memory is null ? null : ControlGroupFile.Number(memory, "memory.limit_in_bytes"),
            memory is null ? null : ControlGroupFile.Number(memory, "memory.oom_control", "oom_kill"),
            processes is null ? null : ControlGroupFile.Number(processes, "pids.current"),
            processes is null ? null : ControlGroupFile.Number(processes, "pids.events", "max"));
    }

    private static long? Less(long? all, long? cache) => all is { } bytes ? Math.Max(0, bytes - (cache ?? 0)) : null;

    private string? Of(string controller) => Folders.GetValueOrDefault(Folders.ContainsKey(Unified) ? Unified : controller);
}
