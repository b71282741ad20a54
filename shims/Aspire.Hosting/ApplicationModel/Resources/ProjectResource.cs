namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, started by <c>dotnet run</c>.</summary>
public class ProjectResource(string name) : Resource(name), IComputeResource, IContainerFilesDestinationResource, IResourceWithArgs,
    IResourceWithEnvironment, IResourceWithProbes, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    internal string? LaunchProfileName { get; set; }

    internal IProjectMetadata Metadata => Annotations.OfType<IProjectMetadata>().Last();

    internal List<EndpointAnnotation> EndpointsOutsideUrls { get; } = [];
}
