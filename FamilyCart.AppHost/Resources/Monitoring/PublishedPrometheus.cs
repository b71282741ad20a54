using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>Prometheus and Alertmanager as they are published: containers, with the configuration that a run gives its processes.</summary>
internal static class PublishedPrometheus
{
    private const string Folder = "/etc/prometheus";
    private const string AlertFolder = "/etc/alertmanager";

    /// <summary>Prometheus, which reads its targets from files beside its configuration.</summary>
    public static IResourceBuilder<IResourceWithEndpoints> PublishPrometheus(
        this IDistributedApplicationBuilder builder, string name, Func<IEnumerable<KeyValuePair<string, string>>> targets) => builder
        .AddContainer(name, ImageTags.PrometheusImage, ImageTags.Prometheus)
        .WithImageRegistry(ImageTags.Registry)
        .WithImageEndpoint(Ports.Prometheus, Ports.Prometheus)
        .WithVolume(builder.Topology().Volume("prometheus"), "/prometheus")
        .WithPublishedFolder("prometheus", Folder, () => MonitoringFiles.Of(builder, "prometheus").Concat(targets()))
        .WithArgs($"--config.file={Folder}/prometheus.yml", "--storage.tsdb.path=/prometheus", string.Create(CultureInfo.InvariantCulture, $"--storage.tsdb.retention.time={builder.Topology().Settings.Publish.Differences.RetentionDays}d"))
        .WithMetrics("prometheus")
        .WithComposePlan(PublishedMonitoring.Watcher(Ports.Prometheus, new(512, 0.25, 128), "/-/ready") with { Ports = Loopback(builder, Ports.Prometheus) });

    /// <summary>Alertmanager, which composes its configuration from the receivers in the folder <c>receivers</c> whenever it starts.</summary>
    public static IResourceBuilder<ContainerResource> PublishAlertmanager(this IDistributedApplicationBuilder builder, string name) => builder
        .AddContainer(name, ImageTags.AlertmanagerImage, ImageTags.Alertmanager)
        .WithImageRegistry(ImageTags.Registry)
        .WithImageEndpoint(Ports.Alertmanager, Ports.Alertmanager)
        .WithVolume(builder.Topology().Volume("alertmanager"), "/alertmanager")
        .WithPublishedFolder("alertmanager", AlertFolder, () => MonitoringFiles.Of(builder, "alertmanager"))
        .WithEntrypoint("/bin/sh")
        .WithArgs(
            "-c",
            $"sh {AlertFolder}/compose.sh {AlertFolder}-receivers >/tmp/alertmanager.yml && exec alertmanager --config.file=/tmp/alertmanager.yml --storage.path=/alertmanager --cluster.listen-address=")
        .WithMetrics("alertmanager")
        .WithComposePlan(PublishedMonitoring.Watcher(Ports.Alertmanager, new(64, 0.05, 64), "/-/ready") with
        {
            Reads = new Dictionary<string, string> { ["./receivers"] = $"{AlertFolder}-receivers" },
            Ports = Loopback(builder, Ports.Alertmanager),
        });

    private static string[] Loopback(IDistributedApplicationBuilder builder, int port) =>
        [string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{builder.Topology().Port(port)}:{port}")];
}
