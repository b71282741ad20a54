namespace FamilyCart.Api.SystemInfo;

/// <summary>
/// The limits that the kernel holds this process to, version 2 or 1. A limit of any group above ours holds as well, so the
/// tightest counts.
/// </summary>
internal sealed class ControlGroup(MachineFiles files)
{
    private const string Mount = "sys/fs/cgroup";

    /// <summary>Version 1 says "no limit" with the largest number of whole pages.</summary>
    private const long Unlimited = long.MaxValue / 2;

    /// <summary>Limit and use in bytes; page cache that the kernel would give back is not in use. Null without a limit.</summary>
    internal (long Limit, long Used)? Memory()
    {
        var second = Folders("").Select(folder => Memory(folder, "memory.max", "memory.current", "inactive_file"));
        var first = Folders("memory").Select(folder => Memory(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
        return second.Concat(first).Where(memory => memory is not null).MinBy(memory => memory!.Value.Limit);
    }

    /// <summary>How many processors' worth of time the process may take; null without a limit.</summary>
    internal double? Processors() => Folders("").Select(SecondQuota)
        .Concat(Folders("cpu").Select(FirstQuota))
        .Concat(Folders("cpu,cpuacct").Select(FirstQuota))
        .Min();

    /// <summary>The processor time that the group has taken so far; null where the kernel does not count it.</summary>
    internal TimeSpan? ProcessorTime()
    {
        var microseconds = Folders("").Select(folder => files.ReadNumber($"{folder}/cpu.stat", "usage_usec")).FirstOrDefault(number => number is not null);
        var nanoseconds = Folders("cpuacct").Concat(Folders("cpu,cpuacct"))
            .Select(folder => files.ReadNumber($"{folder}/cpuacct.usage")).FirstOrDefault(number => number is not null);
        return microseconds is { } second ? TimeSpan.FromMicroseconds(second)
            : nanoseconds is { } first ? TimeSpan.FromMicroseconds(first / 1000.0)
            : null;
    }

    private (long Limit, long Used)? Memory(string folder, string limitName, string usedName, string cacheName)
    {
        if (files.ReadNumber($"{folder}/{limitName}") is not { } limit || limit >= Unlimited || files.ReadNumber($"{folder}/{usedName}") is not { } used)
        {
            return null;
        }

        return (limit, Math.Max(0, used - (files.ReadNumber($"{folder}/memory.stat", cacheName) ?? 0)));
    }

    private double? SecondQuota(string folder) =>
        files.Read($"{folder}/cpu.max")?.Split(' ', StringSplitOptions.TrimEntries) is [var quota, var period]
            ? Ratio(MachineFiles.ToNumber(quota), MachineFiles.ToNumber(period))
            : null;

    private double? FirstQuota(string folder) =>
        Ratio(files.ReadNumber($"{folder}/cpu.cfs_quota_us"), files.ReadNumber($"{folder}/cpu.cfs_period_us"));

    private static double? Ratio(long? quota, long? period) => quota > 0 && period > 0 ? (double)quota / period : null;

    /// <summary>From the process's own group to the root of the tree; a container may see its own group as that root.</summary>
    private IEnumerable<string> Folders(string controller)
    {
        var mount = controller.Length == 0 ? Mount : $"{Mount}/{controller}";
        var path = OwnPath(controller) ?? "";
        while (true)
        {
            yield return mount + path;
            if (path.Length == 0)
            {
                yield break;
            }

            path = path[..path.LastIndexOf('/')];
        }
    }

    // Lines such as "0::/user.slice" (version 2) or "4:cpu,cpuacct:/docker/ab12".
    private string? OwnPath(string controller) => files.ReadLines("proc/self/cgroup")
        .Select(line => line.Split(':', 3))
        .Where(parts => parts.Length == 3 && (parts[1] == controller || (controller.Length > 0 && parts[1].Split(',').Contains(controller))))
        .Select(parts => parts[2].TrimEnd('/'))
        .FirstOrDefault(path => path.Length == 0 || (path[0] == '/' && !path.Contains("..", StringComparison.Ordinal)));
}
