namespace Aspire.Hosting;

public static class ExecutableResourceBuilderExtensions
{
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="command">A program, found in the path or by its own.</param>
    /// <param name="workingDirectory">Relative to the AppHost's folder.</param>
    /// <param name="args">Arguments.</param>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
        => builder.AddExecutable(name, command, workingDirectory, args?.ToArray<object>());

    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params object[]? args)
        => builder.AddResource(new ExecutableResource(name, command, builder.Absolute(workingDirectory)))
            .WithArgs(context =>
            {
                foreach (var arg in args ?? [])
                {
                    context.Args.Add(arg);
                }
            });

    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command) where T : ExecutableResource
        => builder.Set(executable => executable.Annotation.Command = command);

    public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory) where T : ExecutableResource
        => builder.Set(executable => executable.Annotation.WorkingDirectory = builder.ApplicationBuilder.Absolute(workingDirectory));

    /// <summary>Publishes an image built from the Dockerfile of its folder, instead of nothing.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder) where T : ExecutableResource
        => builder.PublishAsDockerFile(null);

    /// <inheritdoc cref="PublishAsDockerFile{T}(IResourceBuilder{T})"/>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<ContainerResource>>? configure)
        where T : ExecutableResource
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            PublishedContainer.Replace(builder.ApplicationBuilder, builder.Resource, builder.Resource.WorkingDirectory, configure);
        }

        return builder;
    }

    private static string Absolute(this IDistributedApplicationBuilder builder, string folder)
        => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, builder.AppHostDirectory));
}
