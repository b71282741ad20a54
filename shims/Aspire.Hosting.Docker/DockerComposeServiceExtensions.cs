namespace Aspire.Hosting;

public static class DockerComposeServiceExtensions
{
    /// <summary>Changes the resource's service before it is written; several callbacks run in turn.</summary>
    public static IResourceBuilder<T> PublishAsDockerComposeService<T>(this IResourceBuilder<T> builder, Action<DockerComposeServiceResource, Service> configure)
        where T : IComputeResource
        => builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? builder.WithAnnotation(new ServiceCustomizationAnnotation(configure)) : builder;

    /// <summary>Leaves the parameter's value open.</summary>
    /// <returns>What stands for the value in the compose file: <c>${NAME}</c>.</returns>
    public static string AsEnvironmentPlaceholder(this IResourceBuilder<ParameterResource> builder, DockerComposeServiceResource dockerComposeService)
        => builder.Resource.AsEnvironmentPlaceholder(dockerComposeService);

    /// <inheritdoc cref="AsEnvironmentPlaceholder(IResourceBuilder{ParameterResource}, DockerComposeServiceResource)"/>
    public static string AsEnvironmentPlaceholder(this ParameterResource parameter, DockerComposeServiceResource dockerComposeService)
        => dockerComposeService.Parent.Capture(parameter);
}

internal sealed record ServiceCustomizationAnnotation(Action<DockerComposeServiceResource, Service> Configure) : IResourceAnnotation;
