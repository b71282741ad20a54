namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port of a resource: what is asked for, and, once the orchestrator has answered, what was given.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<AllocatedEndpoint> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<AllocatedEndpoint>? _tunnel;
    private string? _transport;
    private int? _port;
    private int? _targetPort;

    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null,
        bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        _transport = transport;
        Name = name ?? UriScheme;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    /// <summary>The public port; without a proxy it is the target port.</summary>
    public int? Port { get => _port ?? (IsProxied ? null : _targetPort); set => _port = value; }

    /// <summary>The port that the resource itself listens on; without a proxy it is the public port.</summary>
    public int? TargetPort { get => _targetPort ?? (IsProxied ? null : _port); set => _targetPort = value; }

    public string UriScheme { get; set; }

    /// <summary>The address that the resource itself listens on.</summary>
    public string TargetHost { get; set; } = "localhost";

    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    public bool IsExternal { get; set; }

    public bool IsProxied { get; set; }

    public bool ExcludeReferenceEndpoint { get; set; }

    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocated.Task.IsCompletedSuccessfully ? _allocated.Task.Result : null;
        set
        {
            if (value is not null)
            {
                _allocated.TrySetResult(value);
            }
        }
    }

    internal Task<AllocatedEndpoint> Allocation => _allocated.Task;

    /// <summary>The address that containers reach a process by; nothing where no container depends on it.</summary>
    internal Task<AllocatedEndpoint>? Tunnel => _tunnel?.Task;

    internal bool FromLaunchProfile { get; set; }

    /// <summary>The orchestrator's name of the service behind this endpoint.</summary>
    internal string? ServiceName { get; set; }

    internal void OpenTunnel() => _tunnel ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void TunnelOpened(string host, int port)
        => _tunnel?.TrySetResult(new AllocatedEndpoint(this, host, port, port.ToString(CultureInfo.InvariantCulture)));

    internal void TunnelFailed(string? reason) => _tunnel?.TrySetException(new DistributedApplicationException(reason ?? "The orchestrator gave no reason."));
}
