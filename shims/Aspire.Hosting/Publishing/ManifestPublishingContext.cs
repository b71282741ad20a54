namespace Aspire.Hosting.Publishing;

/// <summary>Writes resources into a manifest, and notes what they refer to.</summary>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    private readonly PortAllocator _ports = new();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public string ManifestPath { get; } = manifestPath;

    public Utf8JsonWriter Writer { get; } = writer;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    internal ManifestReferences References { get; } = new();

    /// <summary>The path as seen from the manifest's folder, with forward slashes.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path) => path is null
        ? null
        : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, Path.GetFullPath(path)).Replace('\\', '/');

    public void TryAddDependentResources(object? value) => References.Add(value);

    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString { ConnectionStringExpression: { } expression })
        {
            TryAddDependentResources(expression);
            Writer.WriteString("connectionString", References.Text(expression));
        }
    }

    /// <summary>Arguments, mounts, variables and ports: what every kind of program has.</summary>
    internal async Task WriteProgramAsync(IResource resource)
    {
        var (variables, arguments) = await ResourceCallbacks.RunAsync(resource, ExecutionContext, NullLogger.Instance, CancellationToken).ConfigureAwait(false);
        WriteArray("args", arguments, argument => Writer.WriteStringValue(TextOf(argument)));
        var mounts = resource.Annotations.OfType<ContainerMountAnnotation>().ToArray();
        WriteArray("bindMounts", mounts.Where(m => m.Type is ContainerMountType.BindMount), m => WriteMount("source", GetManifestRelativePath(m.Source), m));
        WriteArray("volumes", mounts.Where(m => m.Type is ContainerMountType.Volume), m => WriteMount("name", m.Source, m));
        WriteObject("env", variables, variable => Writer.WriteString(variable.Key, TextOf(variable.Value)));
        WriteObject("bindings", ResolvedEndpoint.Of(resource, _ports), WriteBinding);
    }

    internal void WriteObject<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        var some = items.ToArray();
        if (some.Length == 0)
        {
            return;
        }

        Writer.WriteStartObject(name);
        Array.ForEach(some, write);
        Writer.WriteEndObject();
    }

    /// <summary>The value as the manifest names it; what it refers to is noted.</summary>
    internal string TextOf(object value)
    {
        value = value is IResourceBuilder<IResource> builder ? builder.Resource : value;
        TryAddDependentResources(value);
        return References.Text(value);
    }

    private void WriteArray<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        var some = items.ToArray();
        if (some.Length == 0)
        {
            return;
        }

        Writer.WriteStartArray(name);
        Array.ForEach(some, write);
        Writer.WriteEndArray();
    }

    private void WriteMount(string sourceName, string? source, ContainerMountAnnotation mount)
    {
        Writer.WriteStartObject();
        if (source is not null)
        {
            Writer.WriteString(sourceName, source);
        }

        Writer.WriteString("target", mount.Target);
        Writer.WriteBoolean("readOnly", mount.IsReadOnly);
        Writer.WriteEndObject();
    }

    private void WriteBinding(ResolvedEndpoint resolved)
    {
        var endpoint = resolved.Endpoint;
        Writer.WriteStartObject(endpoint.Name);
        Writer.WriteString("scheme", endpoint.UriScheme);
        Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
        Writer.WriteString("transport", endpoint.Transport);
        if (endpoint.Port is { } port && port != resolved.TargetPort)
        {
            Writer.WriteNumber("port", port);
        }

        if (resolved.TargetPort is { } target)
        {
            Writer.WriteNumber("targetPort", target);
        }

        if (endpoint.IsExternal)
        {
            Writer.WriteBoolean("external", true);
        }

        Writer.WriteEndObject();
    }
}
