namespace Aspire.Hosting.Publishing;

/// <summary>How each kind of resource is written into a manifest.</summary>
internal static class ManifestResource
{
    public static async Task WriteAsync(ManifestPublishingContext context, IResource resource)
    {
        var writer = context.Writer;
        switch (resource)
        {
            case ParameterResource parameter:
                WriteParameter(context, parameter);
                break;
            case ProjectResource project:
                writer.WriteString("type", Versioned("project", project));
                writer.WriteString("path", context.GetManifestRelativePath(project.Metadata.ProjectPath));
                await context.WriteProgramAsync(project).ConfigureAwait(false);
                break;
            case ExecutableResource executable:
                writer.WriteString("type", "executable.v0");
                context.WriteConnectionString(executable);
                writer.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
                writer.WriteString("command", executable.Command);
                await context.WriteProgramAsync(executable).ConfigureAwait(false);
                break;
            case ContainerResource container when container.IsContainer():
                await WriteContainerAsync(context, container).ConfigureAwait(false);
                break;
            case IResourceWithConnectionString:
                writer.WriteString("type", "value.v0");
                context.WriteConnectionString(resource);
                break;
            default:
                writer.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }
    }

    private static string Versioned(string type, IResource resource)
        => resource.HasAnnotationOfType<DeploymentTargetAnnotation>() || resource.HasAnnotationOfType<DockerfileBuildAnnotation>() ? $"{type}.v1" : $"{type}.v0";

    private static async Task WriteContainerAsync(ManifestPublishingContext context, ContainerResource container)
    {
        var writer = context.Writer;
        writer.WriteString("type", Versioned("container", container));
        context.WriteConnectionString(container);
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            await WriteBuildAsync(context, container, build).ConfigureAwait(false);
        }
        else
        {
            writer.WriteString("image", container.Annotations.OfType<ContainerImageAnnotation>().Last().Reference);
        }

        if (container.Entrypoint is { } entrypoint)
        {
            writer.WriteString("entrypoint", entrypoint);
        }

        await context.WriteProgramAsync(container).ConfigureAwait(false);
    }

    private static async Task WriteBuildAsync(ManifestPublishingContext context, ContainerResource container, DockerfileBuildAnnotation build)
    {
        var writer = context.Writer;
        var dockerfile = await build.PublishAsync(
            container, Path.GetDirectoryName(context.ManifestPath)!, context.ExecutionContext.ServiceProvider, context.CancellationToken).ConfigureAwait(false);
        writer.WriteStartObject("build");
        writer.WriteString("context", context.GetManifestRelativePath(build.ContextPath));
        writer.WriteString("dockerfile", context.GetManifestRelativePath(dockerfile));
        if (build.Stage is { } stage)
        {
            writer.WriteString("stage", stage);
        }

        context.WriteObject("args", build.BuildArguments, argument => writer.WriteString(argument.Key, context.TextOf(argument.Value ?? "")));
        context.WriteObject("secrets", build.BuildSecrets, secret =>
        {
            writer.WriteStartObject(secret.Key);
            writer.WriteString("type", "env");
            writer.WriteString("value", context.TextOf(secret.Value));
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteParameter(ManifestPublishingContext context, ParameterResource parameter)
    {
        var writer = context.Writer;
        writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            writer.WriteString("connectionString", $"{{{parameter.Name}.value}}");
        }

        writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is { IsPublished: true } value)
        {
            writer.WriteStartObject("default");
            value.WriteToManifest(context);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
