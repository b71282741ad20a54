using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class NodeExporterExtensions
{
    // Those that rules and boards ask; the others cost every scrape, and some of them complain where the machine lacks what they read.
    private static readonly string[] s_collectors =
        ["conntrack", "cpu", "diskstats", "filefd", "filesystem", "loadavg", "meminfo", "netdev", "netstat", "sockstat", "stat", "time", "timex", "uname", "vmstat"];

    // The kernel answers them for the network of whoever asks. A container would tell of its own, wherever it finds the machine's /proc, and
    // call that the machine's; in the machine's network nobody but the machine itself could ask it.
    private static readonly string[] s_ofOwnNetwork = ["conntrack", "netdev", "netstat", "sockstat"];

    private const string DeviceData = "/run/udev/data";

    // A machine without udev is no error, as which the exporter would log it; any folder will do.
    private static readonly string[] s_local = Directory.Exists(DeviceData) ? Arguments(s_collectors) : [.. Arguments(s_collectors), "--path.udev.data=/"];

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

    /// <summary>Tells of the machine: processors, memory, disks, clock, and as a process of its network.</summary>
    public static void AddUatNodeExporter(this IDistributedApplicationBuilder builder, string name) => builder.AddExporter(
        name,
        s_plan,
        (exporter, _) => exporter.WithArgs(s_local),
        exporter => exporter
            .WithBindMount("/", "/host", isReadOnly: true)
            // What it tells of is the machine's and not the container's.
            .WithContainerRuntimeArgs("--pid=host", "--memory=64m")
            .PublishAsDockerComposeService((_, service) => service.Pid = "host")
            .WithArgs([.. Arguments(s_collectors.Except(s_ofOwnNetwork)), "--path.rootfs=/host", "--path.procfs=/host/proc", "--path.sysfs=/host/sys"]));

    private static string[] Arguments(IEnumerable<string> collectors) =>
        ["--collector.disable-defaults", .. collectors.Select(collector => $"--collector.{collector}"), "--log.level=warn"];
}
