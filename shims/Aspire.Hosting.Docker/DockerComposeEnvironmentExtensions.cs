using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting;

public static class DockerComposeEnvironmentExtensions
{
    /// <summary>Says where services are published to. In run mode the environment is not part of the model.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(this IDistributedApplicationBuilder builder, string name)
    {
        var environment = new DockerComposeEnvironmentResource(name) { Dashboard = builder.CreateDashboard($"{name}-dashboard") };
        if (builder.ExecutionContext.IsRunMode)
        {
            return builder.CreateResourceBuilder(environment);
        }

        var publisher = new ComposePublisher(environment);
        builder.Pipeline.AddStep(
            $"prepare-deployment-targets-{name}", context => ComposeInfrastructure.PrepareAsync(environment, context), requiredBy: WellKnownPipelineSteps.BeforeStart);
        builder.Pipeline.AddStep($"publish-{name}", publisher.PublishAsync, requiredBy: WellKnownPipelineSteps.Publish);
        builder.Pipeline.AddStep($"prepare-{name}", publisher.PrepareAsync, dependsOn: $"publish-{name}");
        return builder.AddResource(environment);
    }

    /// <summary>Sets properties of the environment at once.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithProperties(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<DockerComposeEnvironmentResource> configure)
    {
        configure(builder.Resource);
        return builder;
    }

    /// <summary>Whether a dashboard is published along; says nothing about run mode.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithDashboard(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder, bool enabled = true)
        => builder.WithProperties(environment => environment.DashboardEnabled = enabled);

    public static IResourceBuilder<DockerComposeEnvironmentResource> WithDashboard(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<IResourceBuilder<DockerComposeAspireDashboardResource>> configure)
    {
        configure(builder.Resource.Dashboard!);
        return builder.WithDashboard();
    }

    /// <summary>Changes the whole file before it is written.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> ConfigureComposeFile(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<ComposeFile> configure)
        => builder.WithProperties(environment => environment.FileCallbacks.Add(configure));

    /// <summary>Changes what <c>.env</c> lists before it is written.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> ConfigureEnvFile(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<IDictionary<string, CapturedEnvironmentVariable>> configure)
        => builder.WithProperties(environment => environment.VariableCallbacks.Add(configure));
}
