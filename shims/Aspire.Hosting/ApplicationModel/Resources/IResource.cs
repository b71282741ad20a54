namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application that has a name and annotations.</summary>
public interface IResource
{
    /// <summary>Unique within the application, lower or upper case letters, digits and dashes.</summary>
    string Name { get; }

    /// <summary>What is known and wanted of this resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>Marks what can be attached to a resource.</summary>
public interface IResourceAnnotation;

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithArgs : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithProbes : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IComputeResource : IResource;

public interface IComputeEnvironmentResource : IResource;

public interface IContainerFilesDestinationResource : IResource;

/// <summary>A resource that lives in and with another one.</summary>
public interface IResourceWithParent : IResource
{
    IResource Parent { get; }
}

public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}
