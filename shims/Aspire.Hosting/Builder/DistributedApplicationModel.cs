namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application, in the order in which they were added.</summary>
public record DistributedApplicationModel(IResourceCollection Resources);
