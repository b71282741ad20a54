namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="contextPath">The folder that the build sees, relative to the AppHost's.</param>
    /// <param name="dockerfilePath">Relative to the context; <c>Dockerfile</c> by default.</param>
    /// <param name="stage">The stage that is built, the last one by default.</param>
    public static IResourceBuilder<ContainerResource> AddDockerfile(
        this IDistributedApplicationBuilder builder, string name, string contextPath, string? dockerfilePath = null, string? stage = null)
        => builder.AddContainer(name, name).WithDockerfile(contextPath, dockerfilePath, stage);

    public static IResourceBuilder<ContainerResource> AddDockerfileFactory(
        this IDistributedApplicationBuilder builder, string name, string contextPath, Func<DockerfileFactoryContext, string> dockerfileFactory,
        string? stage = null)
        => builder.AddContainer(name, name).Built(contextPath, null, stage, context => Task.FromResult(dockerfileFactory(context)));

    public static IResourceBuilder<T> WithDockerfile<T>(
        this IResourceBuilder<T> builder, string contextPath, string? dockerfilePath = null, string? stage = null) where T : ContainerResource
        => builder.Built(contextPath, dockerfilePath, stage, null);

    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, object? value) where T : ContainerResource
        => builder.Change<T, DockerfileBuildAnnotation>(build => build.BuildArguments[name] = value);

    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
        => value.Resource.Secret
            ? throw new InvalidOperationException("Cannot add secret parameter as a build argument. Use WithBuildSecret instead.")
            : builder.WithBuildArg(name, (object)value.Resource);

    /// <summary>The build reads the value from a file or variable of that id; it does not stay in the image.</summary>
    public static IResourceBuilder<T> WithBuildSecret<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource => builder.Change<T, DockerfileBuildAnnotation>(build => build.BuildSecrets[name] = value.Resource);

    private static IResourceBuilder<T> Built<T>(
        this IResourceBuilder<T> builder, string contextPath, string? dockerfilePath, string? stage, Func<DockerfileFactoryContext, Task<string>>? factory)
        where T : ContainerResource
    {
        var context = Path.GetFullPath(contextPath, builder.ApplicationBuilder.AppHostDirectory);
        var build = new DockerfileBuildAnnotation(context, Path.GetFullPath(dockerfilePath ?? "Dockerfile", context), stage) { DockerfileFactory = factory };
        return builder.WithImage(builder.Resource.Name).WithAnnotation(build, ResourceAnnotationMutationBehavior.Replace);
    }
}
