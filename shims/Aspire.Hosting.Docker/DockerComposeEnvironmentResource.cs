namespace Aspire.Hosting.Docker;

/// <summary>An environment that services are published to as a compose file. When running there is none.</summary>
public class DockerComposeEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource
{
    /// <summary>The name of the one network that all services share; <c>aspire</c> by default.</summary>
    public string? DefaultNetworkName { get; set; }

    /// <summary>Whether a dashboard is published along.</summary>
    public bool DashboardEnabled { get; set; } = true;

    internal IResourceBuilder<DockerComposeAspireDashboardResource>? Dashboard { get; set; }

    internal List<Action<ComposeFile>> FileCallbacks { get; } = [];

    internal List<Action<IDictionary<string, CapturedEnvironmentVariable>>> VariableCallbacks { get; } = [];

    /// <summary>What the compose file leaves open, by name.</summary>
    internal Dictionary<string, CapturedEnvironmentVariable> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Services by the names of their resources, in the order of the file.</summary>
    internal OrderedDictionary<string, DockerComposeServiceResource> Services { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Leaves a value open.</summary>
    /// <returns>What stands for the value in the compose file.</returns>
    internal string Capture(string name, string description, object? source, string? defaultValue = null)
    {
        var variable = name.ToUpperInvariant().Replace('-', '_');
        Variables.TryAdd(variable, new CapturedEnvironmentVariable { Name = variable, Description = description, Source = source, DefaultValue = defaultValue });
        return $"${{{variable}}}";
    }

    internal string Capture(ParameterResource parameter) => Capture(parameter.Name, $"Parameter {parameter.Name}", parameter);
}
