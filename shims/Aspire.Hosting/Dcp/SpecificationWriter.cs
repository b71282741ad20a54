using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Projects;

namespace Aspire.Hosting.Dcp;

/// <summary>What a resource is started with, every value known.</summary>
internal sealed record Evaluated(
    IReadOnlyList<KeyValuePair<string, string>> Environment, IReadOnlyList<string> AppArguments, IReadOnlyList<int> Sensitivity);

/// <summary>Turns the model into the orchestrator's specifications.</summary>
internal sealed class SpecificationWriter(DistributedApplicationExecutionContext executionContext, ResourceLoggerService loggers)
{
    /// <summary>Debug or Release, as the AppHost itself was built.</summary>
    public static readonly string Configuration
        = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    private static readonly string[] NoBuild = ["--no-build"];

    /// <summary>Runs the callbacks and waits for every value that they name.</summary>
    public async Task<Evaluated> EvaluateAsync(IResource resource, DcpInstance instance, CancellationToken cancellationToken)
    {
        var (variables, arguments) = await CollectAsync(resource, cancellationToken).ConfigureAwait(false);
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
        var (variables, arguments) = await CollectAsync(resource, cancellationToken).ConfigureAwait(false);
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

    private async Task<(Dictionary<string, object> Variables, List<object> Arguments)> CollectAsync(IResource resource, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        var context = new EnvironmentCallbackContext(executionContext, resource, variables, cancellationToken) { Logger = loggers.GetLogger(resource) };
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        var arguments = new List<object>();
        var argumentsContext = new CommandLineArgsCallbackContext(arguments, resource, cancellationToken)
        {
            ExecutionContext = executionContext,
            Logger = loggers.GetLogger(resource)
        };
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await callback.Callback(argumentsContext).ConfigureAwait(false);
        }

        return (variables, arguments);
    }

    public static JsonObject Service(EndpointAnnotation endpoint)
    {
        var specification = new JsonObject
        {
            ["address"] = "localhost",
            ["protocol"] = endpoint.Protocol.ToString().ToUpperInvariant(),
            ["addressAllocationMode"] = endpoint.IsProxied ? "Localhost" : "Proxyless"
        };
        if (endpoint.Port is { } port)
        {
            specification["port"] = port;
        }

        return specification;
    }

    public static JsonObject Annotations(IResource resource)
    {
        var producers = new JsonArray();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var producer = new JsonObject { ["serviceName"] = endpoint.ServiceName };
            if (!resource.IsContainer())
            {
                producer["address"] = "localhost";
            }

            if (endpoint.TargetPort is { } port)
            {
                producer["port"] = port;
            }

            producers.Add(producer);
        }

        var annotations = new JsonObject { [DcpNames.ResourceAnnotation] = resource.Name };
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
            "dotnet",
            Path.GetDirectoryName(path)!,
            ["run", "--project", path, .. project.Metadata.SuppressBuild ? NoBuild : [], "--configuration", Configuration, "--no-launch-profile"]);
    }

    public static JsonObject Container(ContainerResource resource, DcpInstance instance, Evaluated evaluated)
    {
        var shell = resource.ShellExecutionCommand;
        var arguments = shell is null ? evaluated.AppArguments : ["-c", string.Join(' ', evaluated.AppArguments)];
        var specification = new JsonObject
        {
            ["image"] = resource.Annotations.OfType<ContainerImageAnnotation>().Last().Reference,
            ["containerName"] = resource.Annotations.OfType<ContainerNameAnnotation>().LastOrDefault()?.Name ?? instance.Name,
            ["env"] = Variables(evaluated),
            ["restartPolicy"] = "no",
            ["networks"] = new JsonArray(new JsonObject
            {
                ["name"] = DcpNames.ContainerNetwork,
                ["aliases"] = Texts([resource.Name, ContainerNetwork.HostOf(resource), .. resource.Annotations.OfType<ContainerNetworkAliasAnnotation>().Select(a => a.Alias)])
            })
        };
        if (resource.Entrypoint is { } entrypoint)
        {
            specification["command"] = entrypoint;
        }

        if (arguments.Count > 0)
        {
            specification["args"] = Texts(arguments);
        }

        Add(specification, "ports", resource.Annotations.OfType<EndpointAnnotation>().Reverse().Select(Port));
        Add(specification, "volumeMounts", resource.Annotations.OfType<ContainerMountAnnotation>().Select(Mount));
        var runtime = resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>().SelectMany(a => a.Args).ToArray();
        if (runtime.Length > 0)
        {
            specification["runArgs"] = Texts(runtime);
        }

        if (resource.Annotations.OfType<ContainerImagePullPolicyAnnotation>().LastOrDefault() is { ImagePullPolicy: not ImagePullPolicy.Default } policy)
        {
            specification["pullPolicy"] = policy.ImagePullPolicy.ToString().ToLowerInvariant();
        }

        Add(specification, "createFiles", resource.Annotations.OfType<ContainerFilesAnnotation>().Select(Files));
        if (resource.IsPersistent())
        {
            specification["persistent"] = true;
        }

        return specification;
    }

    private static JsonObject Port(EndpointAnnotation endpoint)
    {
        var port = new JsonObject
        {
            ["containerPort"] = endpoint.TargetPort ?? throw new InvalidOperationException($"The endpoint '{endpoint.Name}' of a container needs a target port."),
            ["protocol"] = endpoint.Protocol.ToString().ToUpperInvariant()
        };
        if (!endpoint.IsProxied && endpoint.Port is { } host)
        {
            port["hostPort"] = host;
        }

        return port;
    }

    private static JsonObject Mount(ContainerMountAnnotation mount) => new()
    {
        ["type"] = mount.Type is ContainerMountType.BindMount ? "bind" : "volume",
        ["source"] = mount.Source,
        ["target"] = mount.Target,
        ["readOnly"] = mount.IsReadOnly
    };

    private static JsonObject Files(ContainerFilesAnnotation files)
    {
        var sources = Directory.Exists(files.Source) ? Directory.EnumerateFiles(files.Source).Order(StringComparer.Ordinal) : Enumerable.Repeat(files.Source, 1);
        var entries = sources.Select(JsonNode (s) => new JsonObject { ["type"] = "file", ["name"] = Path.GetFileName(s), ["source"] = s });
        return new JsonObject { ["destination"] = files.Destination, ["entries"] = new JsonArray([.. entries]) };
    }

    private static void Add(JsonObject specification, string name, IEnumerable<JsonObject> items)
    {
        var array = new JsonArray([.. items]);
        if (array.Count > 0)
        {
            specification[name] = array;
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static JsonArray Variables(Evaluated evaluated)
        => new([.. evaluated.Environment.Select(v => (JsonNode?)new JsonObject { ["name"] = v.Key, ["value"] = v.Value })]);

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
