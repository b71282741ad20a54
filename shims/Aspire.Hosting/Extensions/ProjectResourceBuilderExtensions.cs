namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject(), new ProjectResourceOptions());

    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="launchProfileName">Nothing: no launch profile at all.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject(), Options(launchProfileName));

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure) where TProject : IProjectMetadata, new()
    {
        var options = new ProjectResourceOptions();
        configure(options);
        return builder.AddProject(name, new TProject(), options);
    }

    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath)
        => builder.AddProject(name, builder.ProjectAt(projectPath), new ProjectResourceOptions());

    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName)
        => builder.AddProject(name, builder.ProjectAt(projectPath), Options(launchProfileName));

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
        => builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Keeps endpoints for which the filter says no out of <c>ASPNETCORE_URLS</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(
        this IResourceBuilder<ProjectResource> builder, Func<EndpointAnnotation, bool> filter)
        => builder.WithAnnotation(new EndpointEnvironmentFilterAnnotation(filter));

    /// <summary>Publishes an image built from the project's Dockerfile instead of one that the project's own build makes.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<ContainerResource>>? configure = null)
        where T : ProjectResource
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            var folder = Path.GetDirectoryName(builder.Resource.Metadata.ProjectPath)!;
            PublishedContainer.Replace(builder.ApplicationBuilder, builder.Resource, folder, configure);
        }

        return builder;
    }

    private static ProjectResourceOptions Options(string? launchProfileName)
        => new() { LaunchProfileName = launchProfileName, ExcludeLaunchProfile = launchProfileName is null };

    private static ProjectPathMetadata ProjectAt(this IDistributedApplicationBuilder builder, string projectPath)
        => new(Path.GetFullPath(projectPath, builder.AppHostDirectory));

    private static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, ProjectResourceOptions options)
    {
        if (!File.Exists(metadata.ProjectPath))
        {
            throw new DistributedApplicationException($"Project file '{metadata.ProjectPath}' was not found.");
        }

        var profile = options.ExcludeLaunchProfile ? null : LaunchProfile.Find(metadata.ProjectPath, options.LaunchProfileName);
        var project = builder.AddResource(new ProjectResource(name) { LaunchProfileName = profile?.Name });
        project.Resource.Annotations.Add(metadata);
        if (builder.ExecutionContext.IsPublishMode)
        {
            // Which ports it listens on, its deployment says.
            string[] schemes = profile?.ApplicationUrl is { Length: > 0 } ? ["http", "https"] : [];
            Array.ForEach(schemes, scheme => project.Resource.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, scheme) { FromLaunchProfile = true }));
            return project.WithEnvironment(context => ProjectEnvironment.FillPublished(context, project.Resource));
        }

        foreach (var url in profile?.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var uri = new Uri(url);
            project.Resource.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uri.Scheme, null, uri.Scheme, uri.Port)
            {
                TargetHost = uri.Host,
                FromLaunchProfile = true
            });
        }

        if (profile?.CommandLineArgs is { Length: > 0 } line)
        {
            project.WithArgs(["--", .. CommandLine.Split(line)]);
        }

        return project.WithEnvironment(context => ProjectEnvironment.Fill(context, project.Resource, profile, builder));
    }
}

internal sealed record EndpointEnvironmentFilterAnnotation(Func<EndpointAnnotation, bool> Filter) : IResourceAnnotation;
