using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Finds out what becomes a service of an environment, and what it is given.</summary>
internal static class ComposeInfrastructure
{
    /// <exception cref="InvalidOperationException">A resource could go to several environments, or cannot be written.</exception>
    public static async Task PrepareAsync(DockerComposeEnvironmentResource environment, PipelineStepContext context)
    {
        var resources = context.Model.Resources.Where(r => IsPublished(r) && EnvironmentOf(r, context.Model) == environment).ToList();
        if (environment is { DashboardEnabled: true, Dashboard.Resource: var dashboard })
        {
            foreach (var project in resources.Where(r => r.HasAnnotationOfType<IProjectMetadata>()))
            {
                project.Annotations.Add(Telemetry(project, dashboard));
            }

            resources.Insert(0, dashboard);
        }

        var ports = new PortAllocator();
        var loggers = context.Services.GetRequiredService<ILoggerFactory>();
        foreach (var resource in resources)
        {
            var service = new DockerComposeServiceResource(resource, environment) { Endpoints = ResolvedEndpoint.Of(resource, ports) };
            (service.Environment, service.Arguments) = await ResourceCallbacks.RunAsync(
                resource, context.ExecutionContext, loggers.CreateLogger(resource.Name), context.CancellationToken).ConfigureAwait(false);
            if (resource.Annotations.OfType<ContainerMountAnnotation>().Any(m => string.IsNullOrEmpty(m.Source) || string.IsNullOrEmpty(m.Target)))
            {
                throw new InvalidOperationException("Volume source and target must be set");
            }

            environment.Services.Add(resource.Name, service);
            resource.Annotations.Add(new DeploymentTargetAnnotation(service) { ComputeEnvironment = environment });
        }
    }

    private static bool IsPublished(IResource resource)
        => (resource is ProjectResource || (resource is ContainerResource && resource.IsContainer()))
            && resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().LastOrDefault() is not { Callback: null };

    private static IComputeEnvironmentResource EnvironmentOf(IResource resource, DistributedApplicationModel model)
    {
        if (resource.TryGetLastAnnotation<ComputeEnvironmentAnnotation>(out var chosen))
        {
            return chosen.ComputeEnvironment;
        }

        var all = model.Resources.OfType<IComputeEnvironmentResource>().ToArray();
        return all is [var only] ? only : throw new InvalidOperationException(
            $"Resource '{resource.Name}' could be published to {string.Join(", ", all.Select(e => $"'{e.Name}'"))}. Choose one by WithComputeEnvironment.");
    }

    private static EnvironmentCallbackAnnotation Telemetry(IResource resource, DockerComposeAspireDashboardResource dashboard) => new(context =>
    {
        context.EnvironmentVariables["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.OtlpGrpcEndpoint;
        context.EnvironmentVariables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        context.EnvironmentVariables["OTEL_SERVICE_NAME"] = resource.Name;
        return Task.CompletedTask;
    });
}
