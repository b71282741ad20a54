namespace Aspire.Hosting.ApplicationModel;

public static class ResourceExtensions
{
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation) where T : IResourceAnnotation
    {
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    public static bool HasAnnotationOfType<T>(this IResource resource) where T : IResourceAnnotation => resource.Annotations.OfType<T>().Any();

    public static bool IsContainer(this IResource resource) => resource.HasAnnotationOfType<ContainerImageAnnotation>();

    /// <summary>Whether the container outlives the application.</summary>
    internal static bool IsPersistent(this IResource resource)
        => resource.IsContainer() && resource.Annotations.OfType<ContainerLifetimeAnnotation>().LastOrDefault()?.Lifetime is ContainerLifetime.Persistent;

    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
        => resource.Annotations.OfType<EndpointAnnotation>().Select(e => new EndpointReference(resource, e.Name));

    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>The topmost resource that this one lives in: itself where it has no parent.</summary>
    internal static IResource Root(this IResource resource) => resource is IResourceWithParent child ? child.Parent.Root() : resource;
}
