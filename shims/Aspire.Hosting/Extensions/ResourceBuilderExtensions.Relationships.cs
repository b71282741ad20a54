namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type) where T : IResource
        => builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, type));

    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> resourceBuilder)
        where T : IResource => builder.WithReferenceRelationship(resourceBuilder.Resource);

    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource resource) where T : IResource
        => builder.WithRelationship(resource, KnownRelationshipTypes.Reference);

    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
        where T : IResource => builder.WithParentRelationship(parent.Resource);

    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResource parent) where T : IResource
        => builder.WithRelationship(parent, KnownRelationshipTypes.Parent);

    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder) where T : IResource
        => builder.WithAnnotation(new ExplicitStartupAnnotation());

    public static IResourceBuilder<T> WithIconName<T>(this IResourceBuilder<T> builder, string iconName, IconVariant iconVariant = IconVariant.Filled)
        where T : IResource => builder.WithAnnotation(new ResourceIconAnnotation(iconName, iconVariant), ResourceAnnotationMutationBehavior.Replace);

    public static IResourceBuilder<T> WithHidden<T>(this IResourceBuilder<T> builder) where T : IResource
        => builder.WithAnnotation(new HiddenAnnotation());

    /// <summary>Notes every resource that a value is made of.</summary>
    private static void WithReferencesOf<T>(this IResourceBuilder<T> builder, object? value) where T : IResource
    {
        switch (value)
        {
            case IResourceBuilder<IResource> other:
                builder.WithReferenceRelationship(other.Resource);
                break;
            case IResource resource:
                builder.WithReferenceRelationship(resource);
                break;
            case IValueWithReferences composed:
                foreach (var reference in composed.References)
                {
                    builder.WithReferencesOf(reference);
                }

                break;
            default:
                break;
        }
    }
}

internal sealed class HiddenAnnotation : IResourceAnnotation;
