using System.Text.Json.Serialization;
using FamilyCart.Api.Features;

namespace FamilyCart.Api.SystemInfo;

/// <summary>What /system/info answers; system, process and the pid only to operators.</summary>
internal sealed record SystemInfoResponse(DateTimeOffset Timestamp, SystemInfoResponse.ServicePart Service, FeatureFlags Features)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SystemPart? System { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessPart? Process { get; init; }

    internal sealed record ServicePart(string Name, string Version, string Environment)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Pid { get; init; }
    }

    /// <param name="Memory">Of the machine, or what our control group may have of it.</param>
    /// <param name="Cpu">Processors.</param>
    /// <param name="Disk">The file system with the data.</param>
    /// <param name="UptimeSeconds">Since the machine started.</param>
    /// <param name="UptimeFormatted">The same as "2 days, 3:04:05".</param>
    internal sealed record SystemPart(MemoryPart Memory, CpuPart Cpu, DiskPart Disk, double UptimeSeconds, string UptimeFormatted);

    /// <summary>In units of 1024³ bytes.</summary>
    internal sealed record MemoryPart(double TotalGb, double AvailableGb, double UsedGb, double UsagePercent);

    /// <param name="UsagePercent">Over the latest interval; null before the first one ended.</param>
    /// <param name="Count">May be a fraction where a quota says so.</param>
    internal sealed record CpuPart(double? UsagePercent, double Count);

    /// <summary>In units of 1024³ bytes.</summary>
    internal sealed record DiskPart(double TotalGb, double FreeGb, double UsedGb, double UsagePercent);

    /// <param name="MemoryRssMb">In units of 1024² bytes, as is the next.</param>
    /// <param name="MemoryVmsMb">Address space.</param>
    /// <param name="CpuPercent">Of one processor, over the latest interval; null before the first one ended.</param>
    /// <param name="CreateTime">When the process started.</param>
    /// <param name="NumThreads">Threads of the operating system.</param>
    internal sealed record ProcessPart(double MemoryRssMb, double MemoryVmsMb, double? CpuPercent, DateTimeOffset CreateTime, int NumThreads);
}
