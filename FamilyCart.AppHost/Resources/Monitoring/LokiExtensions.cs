using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class LokiExtensions
{
    private const string Folder = "/etc/loki";
    private const int Megabytes = 512;

    /// <summary>Keeps logs for 30 days.</summary>
    /// <returns>The store, or null when this run has none.</returns>
    public static IResourceBuilder<ContainerResource>? AddUatLoki(this IDistributedApplicationBuilder builder, string name) => builder
        .AddImageOnly(name, (ImageTags.Registry, ImageTags.LokiImage, ImageTags.Loki), Megabytes)?
        .WithImageEndpoint(Ports.Loki, Ports.Loki)
        .WithVolume(builder.Topology().Volume("loki"), "/loki")
        .WithMonitoringFolder("loki", Folder)
        .WithArgs($"-config.file={Folder}/loki.yml")
        .WithHttpHealthCheck("/ready")
        .WithMetrics("loki");
}
