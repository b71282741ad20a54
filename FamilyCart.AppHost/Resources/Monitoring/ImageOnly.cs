using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>What exists only as an image: a container where containers run, and published; absent where everything is a process.</summary>
internal static class ImageOnly
{
    /// <summary>A container that nothing waits for and that, in a run, may not take more memory than it is given.</summary>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The resource.</param>
    /// <param name="image">Registry, name and tag.</param>
    /// <param name="megabytes">The most memory that it may take.</param>
    /// <returns>The container, or null when this run has none; the table then says why.</returns>
    public static IResourceBuilder<ContainerResource>? AddImageOnly(
        this IDistributedApplicationBuilder builder, string name, (string Registry, string Image, string Tag) image, int megabytes)
    {
        var topology = builder.Topology();
        if (!topology.UsesContainers)
        {
            topology.Absent.Add(new AbsentResource(name, "exists only as an image, and this run has processes"));
            return null;
        }

        return builder.AddContainer(name, image.Image, image.Tag)
            .WithImageRegistry(image.Registry)
            .WithContainerRuntimeArgs(string.Create(CultureInfo.InvariantCulture, $"--memory={megabytes}m"))
            .WithRole("container", Expectation.Optional);
    }

    /// <summary>An endpoint on a fixed port of loopback; published, other containers reach it by its own.</summary>
    public static IResourceBuilder<ContainerResource> WithImageEndpoint(
        this IResourceBuilder<ContainerResource> container, int basePort, int targetPort, string name = "http") =>
        container.WithHttpEndpoint(
            port: container.ApplicationBuilder.Topology().Port(basePort), targetPort: targetPort, name: name, isProxied: container.ApplicationBuilder.ExecutionContext.IsPublishMode);

    /// <summary>Lets the container read a folder below <c>monitoring/</c>.</summary>
    public static IResourceBuilder<ContainerResource> WithMonitoringFolder(this IResourceBuilder<ContainerResource> container, string folder, string target) =>
        container
            .WithBindMount(MonitoringFiles.Folder(container.ApplicationBuilder, folder), target, isReadOnly: true)
            .WithPublishedFolder(folder, target, () => MonitoringFiles.Of(container.ApplicationBuilder, folder));
}
