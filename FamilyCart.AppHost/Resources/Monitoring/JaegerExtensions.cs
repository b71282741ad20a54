using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class JaegerExtensions
{
    private const string Folder = "/etc/jaeger";
    private const int Megabytes = 512;
    private const int HealthPort = 13133;
    private const string Health = "health";
    private const string Otlp = "otlp";
    private const string Setting = "Telemetry__TraceStore";

    /// <summary>Keeps traces for 15 days; every service of the model sends it what it sends the dashboard.</summary>
    /// <returns>The store, or null when this run has none.</returns>
    public static IResourceBuilder<ContainerResource>? AddUatJaeger(this IDistributedApplicationBuilder builder, string name)
    {
        var jaeger = builder
            .AddImageOnly(name, (ImageTags.Registry, ImageTags.JaegerImage, ImageTags.Jaeger), Megabytes)?
            .WithImageEndpoint(Ports.Jaeger, Ports.Jaeger)
            .WithImageEndpoint(Ports.JaegerOtlp, Ports.JaegerOtlp, Otlp)
            .WithHttpEndpoint(targetPort: HealthPort, name: Health)
            .WithVolume(builder.Topology().Volume("jaeger"), "/tmp")
            .WithMonitoringFolder("jaeger", Folder)
            .WithArgs($"--config={Folder}/jaeger.yml")
            // Its image has no tool that could ask it, and its scratch folder is the volume.
            .WithComposePlan(PublishedMonitoring.Server(new(256, 0.1, 128)) with { User = "10001:10001", Scratch = [] })
            .WithHttpHealthCheck("/status", endpointName: Health);
        if (jaeger is not null && builder.Carries(ComposeProfile.Monitoring))
        {
            foreach (var project in builder.Resources.OfType<ProjectResource>())
            {
                builder.CreateResourceBuilder(project).WithEnvironment(Setting, jaeger.GetEndpoint(Otlp));
            }
        }

        return jaeger;
    }
}
