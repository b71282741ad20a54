namespace Aspire.Hosting.Publishing;

/// <summary>A program or project that is published as an image built from its Dockerfile; all that it was given stays with it.</summary>
internal sealed class PublishedContainer(IResource original) : ContainerResource(original.Name)
{
    private const int DefaultPort = 8080;

    public override ResourceAnnotationCollection Annotations => original.Annotations;

    /// <summary>Puts the container into the original's place.</summary>
    public static void Replace(
        IDistributedApplicationBuilder application, IResource original, string contextPath, Action<IResourceBuilder<ContainerResource>>? configure)
    {
        application.Resources.Remove(original);
        var container = application.AddResource<ContainerResource>(new PublishedContainer(original)).WithImage(original.Name).WithDockerfile(contextPath);
        if (original is ExecutableResource)
        {
            // The image knows how it is started.
            container.WithArgs(context => context.Args.Clear());
        }

        foreach (var endpoint in original.Annotations.OfType<EndpointAnnotation>().Where(e => original is ProjectResource && e.UriScheme is "http" or "https"))
        {
            endpoint.TargetPort ??= DefaultPort;
        }

        configure?.Invoke(container);
    }
}
