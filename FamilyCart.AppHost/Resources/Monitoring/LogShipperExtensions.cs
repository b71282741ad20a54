using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class LogShipperExtensions
{
    private const string Folder = "/etc/log-shipper";
    private const string ContainerLogs = "/var/lib/docker/containers";
    private const int HealthPort = 13133;
    private const int Megabytes = 128;

    /// <summary>
    /// Brings logs to Loki: those of this topology's containers as the engine keeps them, and those of processes where
    /// <c>Launch:LogDirectory</c> has them written.
    /// </summary>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The resource.</param>
    /// <param name="loki">Where they go; null where there is no such store, and so no shipper.</param>
    public static void AddUatLogShipper(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ContainerResource>? loki)
    {
        var topology = builder.Topology();
        if (builder.AddImageOnly(name, (ImageTags.Registry, ImageTags.LogShipperImage, ImageTags.LogShipper), Megabytes) is not { } shipper || loki is null)
        {
            return;
        }

        builder.AddLabelledLogs();
        shipper
            .WithHttpEndpoint(targetPort: HealthPort, name: "http")
            .WithMonitoringFolder("log-shipper", Folder)
            .WithBindMount(ContainerLogs, ContainerLogs, isReadOnly: true)
            .WithVolume(topology.Volume("log-shipper"), "/var/lib/log-shipper")
            // The engine's folder is root's, and so is this volume; nothing but reading is asked of it.
            .WithContainerRuntimeArgs("--user=0:0", "--cap-drop=ALL", "--cap-add=DAC_READ_SEARCH")
            .WithComposePlan(PublishedMonitoring.Server(new(128, 0.05, 64)) with
            {
                User = "0:0",
                Capabilities = ["DAC_READ_SEARCH"],
                Reads = new Dictionary<string, string> { [ContainerLogs] = ContainerLogs },
            })
            .WithArgs($"--config={Folder}/log-shipper.yml")
            .WithEnvironment("LOKI_URL", loki.GetEndpoint("http"))
            .WithEnvironment("TOPOLOGY", topology.Name)
            // It keeps trying where Loki is not there yet; a wait for an image that nobody can pull would last for ever.
            .WithHttpHealthCheck("/");
        if (builder.ExecutionContext.IsRunMode && topology.Settings.Launch.LogDirectory is { } logs)
        {
            shipper.WithBindMount(logs, "/var/log/familycart", isReadOnly: true);
        }
    }
}
