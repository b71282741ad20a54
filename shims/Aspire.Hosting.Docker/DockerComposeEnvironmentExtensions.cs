using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;

namespace Aspire.Hosting;

public static class DockerComposeEnvironmentExtensions
{
    /// <summary>Says where services are published to. In run mode the environment is not part of the model.</summary>
    /// <exception cref="NotSupportedException">In publish mode, which only the real package covers.</exception>
    public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(
        this IDistributedApplicationBuilder builder, string name) => builder.ExecutionContext.IsPublishMode
            ? throw new NotSupportedException(
                $"Publishing the compose environment '{name}' needs the package Aspire.Hosting.Docker; its stand-in covers run mode only. Build with -p:PackageFeed=official.")
            : builder.CreateResourceBuilder(new DockerComposeEnvironmentResource(name));

    /// <summary>Whether a dashboard is published along; says nothing about run mode.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithDashboard(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder, bool enabled = true)
    {
        builder.Resource.DashboardEnabled = enabled;
        return builder;
    }

    /// <summary>Sets properties of the environment at once.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithProperties(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<DockerComposeEnvironmentResource> configure)
    {
        configure(builder.Resource);
        return builder;
    }
}
