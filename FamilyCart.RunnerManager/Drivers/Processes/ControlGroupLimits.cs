using System.Globalization;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Writes a runner's limits into its control group.</summary>
internal static class ControlGroupLimits
{
    // The kernel's own period, in microseconds.
    private const int Period = 100_000;

    /// <param name="group">Whose.</param>
    /// <param name="limits">Memory, of which nothing is swapped, and processors.</param>
    /// <param name="processes">Processes and threads.</param>
    /// <exception cref="IOException">The kernel refuses one of them.</exception>
    public static void Write(ControlGroup group, RunnerLimits limits, int processes)
    {
        var quota = (long)(limits.Processors * Period);
        foreach (var (controller, folder) in group.Folders)
        {
            switch (controller)
            {
                case ControlGroup.Unified:
                    Write(folder, "memory.max", limits.MemoryBytes);
                    WriteIfThere(folder, "memory.swap.max", 0);
                    ControlGroupFile.Write(folder, "cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {Period}"));
                    Write(folder, "pids.max", processes);
                    break;
                case ControlGroup.Memory:
                    Write(folder, "memory.limit_in_bytes", limits.MemoryBytes);
                    // Memory and swap together; kernels without that count are asked not to swap.
                    if (!WriteIfThere(folder, "memory.memsw.limit_in_bytes", limits.MemoryBytes))
                    {
                        WriteIfThere(folder, "memory.swappiness", 0);
                    }

                    break;
                case ControlGroup.Processor:
                    Write(folder, "cpu.cfs_period_us", Period);
                    Write(folder, "cpu.cfs_quota_us", quota);
                    break;
                case ControlGroup.Processes:
                    Write(folder, "pids.max", processes);
                    break;
            }
        }
    }

    private static void Write(string folder, string name, long value) => ControlGroupFile.Write(folder, name, value.ToString(CultureInfo.InvariantCulture));

    private static bool WriteIfThere(string folder, string name, long value)
    {
        if (!File.Exists(Path.Combine(folder, name)))
        {
            return false;
        }

        Write(folder, name, value);
        return true;
    }
}
