using FamilyCart.AppHost.Publishing;
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
        // Its image has no tool that could ask it.
        .WithComposePlan(PublishedMonitoring.Server(new(384, 0.12, 128)) with { User = "10001:10001" })
        .WithHttpHealthCheck("/ready")
        .WithMetrics("loki");
}
