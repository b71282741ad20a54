namespace FamilyCart.AppHost.Publishing;

/// <summary>Carries a resource's plan, which may rest on resources that are added later.</summary>
internal sealed record ComposePlanAnnotation(Func<ComposePlan> Plan) : IResourceAnnotation;

/// <summary>Carries files that are published beside the compose file, for one service to read.</summary>
/// <param name="Folder">Beside the compose file.</param>
/// <param name="Target">Where the service finds it.</param>
/// <param name="Files">Path below the folder to contents.</param>
internal sealed record PublishedFolderAnnotation(string Folder, string Target, Func<IEnumerable<KeyValuePair<string, string>>> Files) : IResourceAnnotation;

/// <summary>Says of a parameter which part of what is published asks for it; without it all do.</summary>
internal sealed record PartAnnotation(ComposeProfile Profile) : IResourceAnnotation;

/// <summary>Says of a resource that is no service which one has to have run before it is there.</summary>
internal sealed record MadeByAnnotation(string Service) : IResourceAnnotation;

/// <summary>What resources say of how they are published. None of it means anything in a run.</summary>
internal static class ComposePlanExtensions
{
    /// <summary>Says what the resource's service is allowed. A service without it is not published.</summary>
    public static IResourceBuilder<T> WithComposePlan<T>(this IResourceBuilder<T> builder, ComposePlan plan)
        where T : IResource => builder.WithComposePlan(() => plan);

    /// <inheritdoc cref="WithComposePlan{T}(IResourceBuilder{T}, ComposePlan)"/>
    public static IResourceBuilder<T> WithComposePlan<T>(this IResourceBuilder<T> builder, Func<ComposePlan> plan)
        where T : IResource => builder.Say(new ComposePlanAnnotation(plan));

    /// <summary>Publishes files with the resource, as a folder that its service alone can read.</summary>
    public static IResourceBuilder<T> WithPublishedFolder<T>(
        this IResourceBuilder<T> builder, string folder, string target, Func<IEnumerable<KeyValuePair<string, string>>> files)
        where T : IResource => builder.Say(new PublishedFolderAnnotation(folder, target, files));

    /// <summary>Has whoever waits for the resource wait until that service has run.</summary>
    public static IResourceBuilder<T> MadeBy<T>(this IResourceBuilder<T> builder, string service)
        where T : IResource => builder.Say(new MadeByAnnotation(service));

    /// <summary>Has the parameter asked for by one part alone.</summary>
    public static IResourceBuilder<ParameterResource> OfPart(this IResourceBuilder<ParameterResource> builder, ComposeProfile profile) => builder.Say(new PartAnnotation(profile));

    /// <summary>The part that asks for the parameter.</summary>
    public static ComposeProfile Part(this ParameterResource parameter) => parameter.Annotations.OfType<PartAnnotation>().LastOrDefault()?.Profile ?? ComposeProfile.Always;

    /// <summary>The resource's plan, or null where none was said.</summary>
    public static ComposePlan? ComposePlan(this IResource resource) => resource.Annotations.OfType<ComposePlanAnnotation>().LastOrDefault()?.Plan();

    private static IResourceBuilder<T> Say<T>(this IResourceBuilder<T> builder, IResourceAnnotation annotation)
        where T : IResource
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            builder.Resource.Annotations.Add(annotation);
        }

        return builder;
    }
}
