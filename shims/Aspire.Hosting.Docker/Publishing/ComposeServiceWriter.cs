namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Makes the compose nodes of one service.</summary>
internal sealed class ComposeServiceWriter(DockerComposeEnvironmentResource environment, ComposeValue values, string network)
{
    public async Task AddAsync(ComposeFile file, DockerComposeServiceResource resource, CancellationToken cancellationToken)
    {
        var target = resource.Target;
        var service = new Service
        {
            Name = resource.Name,
            Image = ImageOf(resource),
            PullPolicy = PullPolicyOf(target),
            ContainerName = target.Annotations.OfType<ContainerNameAnnotation>().LastOrDefault()?.Name,
            Command = await ArgumentsAsync(resource, cancellationToken).ConfigureAwait(false),
            Entrypoint = target is ContainerResource { Entrypoint: { } entrypoint } ? [entrypoint] : [],
            Ports = [.. resource.Endpoints.Where(e => e.Endpoint.IsExternal).Select(e => Published(e.Endpoint, resource.PortOf(e))).Distinct()],
            Expose = [.. resource.Endpoints.Where(e => !e.Endpoint.IsExternal).Select(resource.PortOf).Distinct()],
            DependsOn = DependenciesOf(target),
            Networks = [network]
        };
        await AddEnvironmentAsync(service, resource, cancellationToken).ConfigureAwait(false);
        AddMounts(file, service, target);
        ComposeConfigs.Add(file, service, target);
        foreach (var customization in target.Annotations.OfType<ServiceCustomizationAnnotation>())
        {
            customization.Configure(resource, service);
        }

        file.AddService(service);
    }

    private string ImageOf(DockerComposeServiceResource resource)
        => resource.Target is ProjectResource || resource.Target.HasAnnotationOfType<DockerfileBuildAnnotation>()
            ? environment.Capture($"{resource.Name}_IMAGE", $"Container image name for {resource.Name}", null)
            : resource.Target.Annotations.OfType<ContainerImageAnnotation>().Last().Reference;

    private static string? PullPolicyOf(IResource target)
        => target.Annotations.OfType<ContainerImagePullPolicyAnnotation>().LastOrDefault()?.ImagePullPolicy is { } policy and not ImagePullPolicy.Default
            ? policy.ToString().ToLowerInvariant()
            : null;

    private static string Published(EndpointAnnotation endpoint, string target)
        => endpoint.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{port}:{target}") : target;

    private async Task<List<string>> ArgumentsAsync(DockerComposeServiceResource resource, CancellationToken cancellationToken)
    {
        // What a shell is to read must get past compose, which reads dollars too.
        var isShell = resource.Target is ContainerResource { ShellExecution: true };
        var arguments = new List<string>();
        foreach (var argument in resource.Arguments)
        {
            arguments.Add(await values.OfAsync(argument, cancellationToken).ConfigureAwait(false) switch
            {
                string text => isShell && argument is string ? text.Replace("$", "$$", StringComparison.Ordinal) : text,
                _ => throw new NotSupportedException("Command line args must be strings")
            });
        }

        return arguments;
    }

    private async Task AddEnvironmentAsync(Service service, DockerComposeServiceResource resource, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in resource.Environment)
        {
            // Service discovery would prefer an https address, which nothing has a certificate for.
            if (value is not EndpointReference { Scheme: "https" } || !name.StartsWith("services__", StringComparison.Ordinal))
            {
                var text = await values.OfAsync(value, cancellationToken).ConfigureAwait(false);
                service.AddEnvironmentalVariable(name, Convert.ToString(text, CultureInfo.InvariantCulture));
            }
        }
    }

    private void AddMounts(ComposeFile file, Service service, IResource target)
    {
        var binds = 0;
        foreach (var mount in target.Annotations.OfType<ContainerMountAnnotation>())
        {
            var isBind = mount.Type is ContainerMountType.BindMount;
            var source = isBind
                ? environment.Capture($"{target.Name}_BINDMOUNT_{binds++}", $"Bind mount source for {target.Name}:{mount.Target}", null, mount.Source)
                : mount.Source!;
            service.AddVolume(new Volume
            {
                Name = source, Type = isBind ? "bind" : "volume", Source = source, Target = mount.Target, ReadOnly = mount.IsReadOnly
            });
            if (!isBind)
            {
                file.AddVolume(new Volume { Name = source, Driver = "local" });
            }
        }
    }

    private Dictionary<string, ServiceDependency> DependenciesOf(IResource target)
    {
        var dependencies = new Dictionary<string, ServiceDependency>();
        foreach (var wait in target.Annotations.OfType<WaitAnnotation>().Where(w => environment.Services.ContainsKey(w.Resource.Name)))
        {
            dependencies[wait.Resource.Name] = new ServiceDependency
            {
                Condition = wait.WaitType is WaitType.WaitForCompletion ? "service_completed_successfully" : "service_started"
            };
        }

        return dependencies;
    }
}
