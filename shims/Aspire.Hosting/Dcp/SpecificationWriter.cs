namespace Aspire.Hosting.Dcp;

/// <summary>What a resource is started with, every value known.</summary>
internal sealed record Evaluated(
    IReadOnlyList<KeyValuePair<string, string>> Environment, IReadOnlyList<string> AppArguments, IReadOnlyList<int> Sensitivity);

/// <summary>Turns the model into the orchestrator's specifications.</summary>
internal sealed class SpecificationWriter(DistributedApplicationExecutionContext executionContext, ResourceLoggerService loggers)
{
    private static readonly string[] NoBuild = ["--no-build"];

    /// <summary>Debug or Release, as the AppHost was built: the project's metadata is a class in it.</summary>
    public static string ConfigurationOf(ProjectResource project)
        => project.Metadata.GetType().Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    /// <summary>Runs the callbacks and waits for every value that they name.</summary>
    public async Task<Evaluated> EvaluateAsync(IResource resource, DcpInstance instance, CancellationToken cancellationToken)
    {
        var (variables, arguments) = await ResourceCallbacks.RunAsync(resource, executionContext, loggers.GetLogger(resource), cancellationToken).ConfigureAwait(false);
        var environment = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in variables)
        {
            if (await ValueAsync(value, resource, cancellationToken).ConfigureAwait(false) is { } text)
            {
                environment.Add(new(name, text == ProjectEnvironment.InstancePlaceholder ? $"service.instance.id={instance.Suffix}" : text));
            }
        }

        var texts = new List<string>();
        var sensitivity = new List<int>();
        foreach (var argument in arguments)
        {
            if (await ValueAsync(argument, resource, cancellationToken).ConfigureAwait(false) is { } text)
            {
                texts.Add(text);
                sensitivity.Add(IsSecret(argument) ? 1 : 0);
            }
        }

        return new Evaluated(environment, texts, sensitivity);
    }

    /// <summary>What the resource waits for, and what its environment and arguments refer to.</summary>
    public async Task<IReadOnlySet<IResource>> DependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var (variables, arguments) = await ResourceCallbacks.RunAsync(resource, executionContext, loggers.GetLogger(resource), cancellationToken).ConfigureAwait(false);
        var found = resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource).ToHashSet();
        foreach (var value in variables.Values.Concat(arguments))
        {
            AddReferences(found, value);
        }

        return found;
    }

    private static void AddReferences(HashSet<IResource> found, object value)
    {
        value = value is IResourceBuilder<IResource> builder ? builder.Resource : value;
        if ((value is not IResource resource || found.Add(resource)) && value is IValueWithReferences composed)
        {
            foreach (var reference in composed.References)
            {
                AddReferences(found, reference);
            }
        }
    }

    public static JsonObject Service(EndpointAnnotation endpoint) => new()
    {
        ["address"] = "localhost",
        ["protocol"] = endpoint.Protocol.ToString().ToUpperInvariant(),
        ["addressAllocationMode"] = endpoint.IsProxied ? "Localhost" : "Proxyless",
        ["port"] = endpoint.Port
    };

    public static JsonObject Annotations(IResource resource)
    {
        var annotations = new JsonObject { [DcpNames.ResourceAnnotation] = resource.Name };
        var producers = Objects(resource.Annotations.OfType<EndpointAnnotation>().Select(e => new JsonObject
        {
            ["serviceName"] = e.ServiceName,
            ["address"] = resource.IsContainer() ? null : "localhost",
            ["port"] = e.TargetPort
        }));
        if (producers.Count > 0)
        {
            annotations[DcpNames.ProducerAnnotation] = producers.ToJsonString();
        }

        return annotations;
    }

    public static JsonObject Executable(IResource resource, Evaluated evaluated)
    {
        var launch = LaunchOf(resource);
        return new JsonObject
        {
            ["executablePath"] = launch.Path,
            ["workingDirectory"] = launch.WorkingDirectory,
            ["executionType"] = "Process",
            ["args"] = Texts([.. launch.Arguments, .. evaluated.AppArguments]),
            ["env"] = Variables(evaluated),
            ["ambientEnvironment"] = new JsonObject { ["behavior"] = "Inherit" }
        };
    }

    /// <summary>The program that runs the resource, and the arguments before the resource's own.</summary>
    public static Launch LaunchOf(IResource resource)
    {
        if (resource is not ProjectResource project)
        {
            var executable = (ExecutableResource)resource;
            return new Launch(executable.Command, executable.WorkingDirectory, []);
        }

        var path = project.Metadata.ProjectPath;
        return new Launch(
            "dotnet", Path.GetDirectoryName(path)!,
            ["run", "--project", path, .. project.Metadata.SuppressBuild ? NoBuild : [], "--configuration", ConfigurationOf(project), "--no-launch-profile"]);
    }

    public static JsonObject Container(ContainerResource resource, DcpInstance instance, Evaluated evaluated)
    {
        var arguments = resource.ShellExecution is true ? ["-c", string.Join(' ', evaluated.AppArguments)] : evaluated.AppArguments;
        var aliases = resource.Annotations.OfType<ContainerNetworkAliasAnnotation>().Select(a => a.Alias);
        var policy = resource.Annotations.OfType<ContainerImagePullPolicyAnnotation>().LastOrDefault()?.ImagePullPolicy ?? ImagePullPolicy.Default;
        return new JsonObject
        {
            ["image"] = ImageOf(resource),
            ["pullPolicy"] = policy is ImagePullPolicy.Default ? null : policy.ToString().ToLowerInvariant(),
            ["containerName"] = resource.Annotations.OfType<ContainerNameAnnotation>().LastOrDefault()?.Name ?? instance.Name,
            ["command"] = resource.Entrypoint,
            ["args"] = Texts(arguments),
            ["env"] = Variables(evaluated),
            ["ports"] = Objects(resource.Annotations.OfType<EndpointAnnotation>().Reverse().Select(Port)),
            ["volumeMounts"] = Objects(resource.Annotations.OfType<ContainerMountAnnotation>().Select(Mount)),
            ["createFiles"] = Objects(resource.Annotations.OfType<ContainerFilesAnnotation>().Select(Files)),
            ["runArgs"] = Texts(resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>().SelectMany(a => a.Args)),
            ["restartPolicy"] = "no",
            ["persistent"] = resource.IsPersistent(),
            ["networks"] = Objects([new JsonObject
            {
                ["name"] = DcpNames.ContainerNetwork,
                ["aliases"] = Texts([resource.Name, ContainerNetwork.HostOf(resource), .. aliases])
            }])
        };
    }

    private static string ImageOf(ContainerResource resource) => resource.HasAnnotationOfType<DockerfileBuildAnnotation>()
        ? throw new NotSupportedException($"Building the image of '{resource.Name}' to run it needs the package Aspire.Hosting; its stand-in publishes it only.")
        : resource.Annotations.OfType<ContainerImageAnnotation>().Last().Reference;

    private static JsonObject Port(EndpointAnnotation endpoint) => new()
    {
        ["containerPort"] = endpoint.TargetPort ?? throw new InvalidOperationException($"The endpoint '{endpoint.Name}' of a container needs a target port."),
        ["protocol"] = endpoint.Protocol.ToString().ToUpperInvariant(),
        ["hostPort"] = endpoint.IsProxied ? null : endpoint.Port
    };

    private static JsonObject Mount(ContainerMountAnnotation mount) => new()
    {
        ["type"] = mount.Type is ContainerMountType.BindMount ? "bind" : "volume",
        ["source"] = mount.Source,
        ["target"] = mount.Target,
        ["readOnly"] = mount.IsReadOnly
    };

    private static JsonObject Files(ContainerFilesAnnotation files) => new()
    {
        ["destination"] = files.Destination,
        ["defaultOwner"] = files.Owner,
        ["defaultGroup"] = files.Group,
        ["entries"] = Objects(files.Entries.Select(Entry))
    };

    private static JsonObject Entry(ContainerFileSystemItem item) => new()
    {
        ["type"] = item is ContainerDirectory ? "directory" : "file",
        ["name"] = item.Name,
        ["owner"] = item.Owner,
        ["group"] = item.Group,
        ["mode"] = item.Mode is UnixFileMode.None ? null : (int)item.Mode,
        ["source"] = (item as ContainerFileBase)?.SourcePath,
        ["contents"] = (item as ContainerFileBase)?.Contents,
        ["entries"] = item is ContainerDirectory folder ? Objects(folder.Entries.Select(Entry)) : null
    };

    private static JsonArray Objects(IEnumerable<JsonObject> objects) => new([.. objects]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static JsonArray Variables(Evaluated evaluated)
        => Objects(evaluated.Environment.Select(v => new JsonObject { ["name"] = v.Key, ["value"] = v.Value }));

    private async ValueTask<string?> ValueAsync(object value, IResource caller, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(
            new ValueProviderContext { ExecutionContext = executionContext, Caller = caller }, cancellationToken).ConfigureAwait(false),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await ValueAsync(provider, caller, cancellationToken).ConfigureAwait(false),
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()
    };

    private static bool IsSecret(object value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        IResourceBuilder<ParameterResource> parameter => parameter.Resource.Secret,
        IValueWithReferences composed => composed.References.Any(IsSecret),
        _ => false
    };
}

internal sealed record Launch(string Path, string WorkingDirectory, IReadOnlyList<string> Arguments);
