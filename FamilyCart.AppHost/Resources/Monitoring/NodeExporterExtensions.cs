using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class NodeExporterExtensions
{
    // Those that rules and boards ask; the others cost every scrape, and some of them complain where the machine lacks what they read.
    private static readonly string[] s_collectors =
        ["conntrack", "cpu", "diskstats", "filefd", "filesystem", "loadavg", "meminfo", "netdev", "netstat", "sockstat", "stat", "time", "timex", "uname", "vmstat"];

    private const string DeviceData = "/run/udev/data";

    private static readonly string[] s_arguments =
        ["--collector.disable-defaults", .. s_collectors.Select(collector => $"--collector.{collector}"), "--log.level=warn"];

    // A machine without udev is no error, as which the exporter would log it; any folder will do.
    private static readonly string[] s_local = Directory.Exists(DeviceData) ? s_arguments : [.. s_arguments, "--path.udev.data=/"];

    private static readonly ExporterPlan s_plan = new()
    {
        Service = "node",
        Port = Ports.NodeExporter,
        Programs = ["prometheus-node-exporter", "node_exporter"],
        Registry = ImageTags.QuayRegistry,
        Image = ImageTags.NodeExporterImage,
        Tag = ImageTags.NodeExporter,
        Published = PublishedMonitoring.Watcher(Ports.NodeExporter, new(48, 0.04, 32)) with { Reads = new Dictionary<string, string> { ["/"] = "/host" } },
        Works = "node_scrape_collector_success{collector=\"meminfo\"}",
    };

    /// <summary>Tells of the machine: processors, memory, disks, network, clock.</summary>
    public static void AddUatNodeExporter(this IDistributedApplicationBuilder builder, string name) => builder.AddExporter(
        name,
        s_plan,
        (exporter, _) => exporter.WithArgs(s_local),
        exporter => exporter
            .WithBindMount("/", "/host", isReadOnly: true)
            // What it tells of is the machine's and not the container's.
            .WithContainerRuntimeArgs("--pid=host", "--memory=64m")
            .PublishAsDockerComposeService((_, service) => service.Pid = "host")
            .WithArgs([.. s_arguments, "--path.rootfs=/host", "--path.procfs=/host/proc", "--path.sysfs=/host/sys"]));
}
