namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application, in the order in which they were added.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    public IResourceCollection Resources { get; } = resources;
}

public static class DistributedApplicationModelExtensions
{
    public static IEnumerable<ContainerResource> GetContainerResources(this DistributedApplicationModel model)
        => model.Resources.OfType<ContainerResource>();

    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model)
        => model.Resources.OfType<ExecutableResource>();

    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
        => model.Resources.OfType<ProjectResource>();
}
