using System.Globalization;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What the kernel keeps of a process's limits, in either version of control groups.</summary>
/// <param name="processId">A process of this machine, in a container or not.</param>
internal sealed class ControlGroup(int processId)
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>Bytes.</summary>
    public string Memory => Read("memory", "memory.limit_in_bytes", "memory.max");

    public string Processes => Read("pids", "pids.max", "pids.max");

    /// <summary>Of a processor's time.</summary>
    public double Cpus
    {
        get
        {
            var parts = Read("cpu", "cpu.cfs_quota_us", "cpu.max").Split(' ');
            var period = parts.Length > 1 ? parts[1] : Read("cpu", "cpu.cfs_period_us", "cpu.max");
            return double.Parse(parts[0], CultureInfo.InvariantCulture) / double.Parse(period, CultureInfo.InvariantCulture);
        }
    }

    private string Read(string controller, string first, string second)
    {
        foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cgroup")))
        {
            var parts = line.Split(':', 3);
            if (parts[1].Split(',').Contains(controller))
            {
                return File.ReadAllText($"{Root}/{controller}{parts[2]}/{first}").Trim();
            }

            if (parts[1].Length == 0 && File.Exists($"{Root}{parts[2]}/{second}"))
            {
                return File.ReadAllText($"{Root}{parts[2]}/{second}").Trim();
            }
        }

        throw new InvalidOperationException($"Process {processId} has no control group for {controller}.");
    }
}
