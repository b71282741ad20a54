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
        .WithHttpHealthCheck("/healthz")
        .WithMetrics("cadvisor");
}
