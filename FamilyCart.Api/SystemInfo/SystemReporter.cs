using System.Diagnostics;
using System.Globalization;
using FamilyCart.Api.Features;
using FamilyCart.Api.Redis;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.SystemInfo;

/// <summary>Puts together what operators and others may know of this instance.</summary>
internal sealed class SystemReporter(
    Machine machine,
    ProcessorMeter processors,
    ServiceIdentity identity,
    RedisConnection redis,
    IOptionsMonitor<FeatureFlags> features,
    IHostApplicationLifetime lifetime)
{
    private const double Megabyte = 1024.0 * 1024;

    internal SystemInfoResponse Brief() => new(
        identity.Now, new SystemInfoResponse.ServicePart(ServiceIdentity.Name, ServiceIdentity.Version, identity.Environment), features.CurrentValue);

    internal SystemInfoResponse Full()
    {
        var brief = Brief();
        return brief with
        {
            Service = brief.Service with { Pid = Environment.ProcessId },
            System = DescribeSystem(),
            Process = DescribeProcess(),
        };
    }

    internal MetricsSummaryResponse BriefSummary() => new(
        identity.Now,
        new MetricsSummaryResponse.SummaryServicePart(
            ServiceIdentity.Name,
            lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : "operational",
            ServiceIdentity.Version,
            identity.Environment));

    internal async Task<MetricsSummaryResponse> FullSummaryAsync(CancellationToken cancellationToken) => BriefSummary() with
    {
        Cache = await redis.PingAsync(cancellationToken)
            ? new MetricsSummaryResponse.CachePart("connected") { Type = "redis" }
            : new MetricsSummaryResponse.CachePart("disconnected") { Error = "Redis does not answer." },
        System = new MetricsSummaryResponse.SummarySystemPart(
            machine.Memory().UsagePercent, processors.Use?.SystemPercent, machine.Disk().UsagePercent),
        Endpoints = new MetricsSummaryResponse.EndpointsPart("/health", "/system/info", "/metrics", "/api/v1/openapi.json"),
    };

    /// <summary>Whole days, then hours, minutes and seconds: "1 day, 2:03:04".</summary>
    internal static string Format(TimeSpan uptime)
    {
        var days = uptime.Days switch { 0 => "", 1 => "1 day, ", var many => string.Create(CultureInfo.InvariantCulture, $"{many} days, ") };
        return days + string.Create(CultureInfo.InvariantCulture, $"{uptime.Hours}:{uptime.Minutes:00}:{uptime.Seconds:00}");
    }

    private SystemInfoResponse.SystemPart DescribeSystem()
    {
        var (memory, disk, uptime) = (machine.Memory(), machine.Disk(), machine.Uptime());
        return new SystemInfoResponse.SystemPart(
            new SystemInfoResponse.MemoryPart(memory.TotalGb, memory.AvailableGb, memory.UsedGb, memory.UsagePercent),
            new SystemInfoResponse.CpuPart(processors.Use?.SystemPercent, machine.Processors()),
            new SystemInfoResponse.DiskPart(disk.TotalGb, disk.AvailableGb, disk.UsedGb, disk.UsagePercent),
            Math.Round(uptime.TotalSeconds),
            Format(uptime));
    }

    private SystemInfoResponse.ProcessPart DescribeProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new SystemInfoResponse.ProcessPart(
            Math.Round(process.WorkingSet64 / Megabyte, 1),
            Math.Round(process.VirtualMemorySize64 / Megabyte, 1),
            processors.Use?.ProcessPercent,
            process.StartTime.ToUniversalTime(),
            process.Threads.Count);
    }
}
