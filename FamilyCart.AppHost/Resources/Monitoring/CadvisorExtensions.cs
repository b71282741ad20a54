using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class CadvisorExtensions
{
    private const int ContainerPort = 8080;
    private const int Megabytes = 256;

    /// <summary>Tells Prometheus what each container takes.</summary>
    /// <returns>The resource, or null when this run has none.</returns>
    public static IResourceBuilder<ContainerResource>? AddUatCadvisor(this IDistributedApplicationBuilder builder, string name) => builder
        .AddImageOnly(name, (ImageTags.GoogleRegistry, ImageTags.CadvisorImage, ImageTags.Cadvisor), Megabytes)?
        .WithImageEndpoint(Ports.Cadvisor, ContainerPort)
        .WithBindMount("/", "/rootfs", isReadOnly: true)
        .WithBindMount("/var/run", "/var/run", isReadOnly: true)
        .WithBindMount("/sys", "/sys", isReadOnly: true)
        // As often as it is asked; each container's labels would become labels of every series.
        .WithArgs("--docker_only=true", "--housekeeping_interval=15s", "--store_container_labels=false")
        .WithComposePlan(PublishedMonitoring.Watcher(ContainerPort, new(160, 0.08, 64), "/healthz") with
        {
            // What the engine and the kernel keep of containers is root's.
            User = "0:0",
            Capabilities = ["DAC_READ_SEARCH"],
            Reads = new Dictionary<string, string> { ["/"] = "/rootfs", ["/var/run"] = "/var/run", ["/sys"] = "/sys" },
        })
        .WithHttpHealthCheck("/healthz")
        .WithMetrics("cadvisor");
}
