using System.Globalization;

namespace FamilyCart.Api.SystemInfo;

/// <summary>What this process may use of its machine, and how much of that is in use.</summary>
internal sealed class Machine(MachineFiles files, SystemInfoSettings settings)
{
    private readonly ControlGroup _group = new(files);

    /// <summary>The machine's memory, or the limit of our control group where that is less.</summary>
    internal SpaceUse Memory()
    {
        var total = files.ReadNumber("proc/meminfo", "MemTotal") * 1024 ?? 0;
        var available = files.ReadNumber("proc/meminfo", "MemAvailable") * 1024 ?? 0;
        return _group.Memory() is { } group && (total == 0 || group.Limit < total)
            ? new SpaceUse(group.Limit, Math.Max(0, Math.Min(group.Limit - group.Used, total == 0 ? group.Limit : available)))
            : new SpaceUse(total, available);
    }

    /// <summary>The file system that holds the data path.</summary>
    internal SpaceUse Disk()
    {
        try
        {
            var drive = new DriveInfo(settings.DataPath);
            return new SpaceUse(drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new SpaceUse(0, 0);
        }
    }

    /// <summary>How many processors' worth of time we may take: a quota may be a fraction.</summary>
    internal double Processors() => Math.Min(Environment.ProcessorCount, _group.Processors() ?? double.MaxValue);

    /// <summary>How long the machine has been up.</summary>
    internal TimeSpan Uptime() =>
        files.Read("proc/uptime")?.Split(' ') is [var seconds, ..]
        && double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? TimeSpan.FromSeconds(value)
            : TimeSpan.Zero;

    /// <summary>
    /// Processor time taken and on offer so far: of our control group where it has a quota, of the whole machine otherwise.
    /// </summary>
    /// <param name="elapsed">Any clock that runs evenly.</param>
    internal (TimeSpan Busy, TimeSpan Offered) ProcessorTime(TimeSpan elapsed) =>
        _group.Processors() is { } quota && quota < Environment.ProcessorCount && _group.ProcessorTime() is { } busy
            ? (busy, elapsed * quota)
            : WholeMachine();

    // "cpu  user nice system idle iowait irq softirq steal guest guest_nice"; guests are counted among users.
    private (TimeSpan Busy, TimeSpan Offered) WholeMachine()
    {
        var line = files.ReadLines("proc/stat").FirstOrDefault(line => line.StartsWith("cpu ", StringComparison.Ordinal)) ?? "";
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(text => MachineFiles.ToNumber(text) ?? 0).ToArray();
        var all = ticks.Sum();
        var idle = ticks.Length < 5 ? all : ticks[3] + ticks[4];
        return (TimeSpan.FromMilliseconds(10 * (all - idle)), TimeSpan.FromMilliseconds(10 * all));
    }
}
