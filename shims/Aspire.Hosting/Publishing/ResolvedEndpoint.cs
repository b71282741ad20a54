namespace Aspire.Hosting.Publishing;

/// <summary>An endpoint as it is published.</summary>
/// <param name="Endpoint">What was asked for.</param>
/// <param name="TargetPort">The port that the resource listens on; nothing where its deployment decides.</param>
internal sealed record ResolvedEndpoint(EndpointAnnotation Endpoint, int? TargetPort)
{
    /// <summary>A project's first endpoint of a web scheme gets its port from the deployment, any other one from the allocator.</summary>
    public static IReadOnlyList<ResolvedEndpoint> Of(IResource resource, PortAllocator ports)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        return [.. endpoints.Select(e => new ResolvedEndpoint(e, e.TargetPort is { } port ? ports.Use(port) : IsDefault(e) ? null : ports.Next()))];

        bool IsDefault(EndpointAnnotation endpoint)
            => resource is ProjectResource && endpoint.UriScheme is "http" or "https" && endpoints.First(e => e.UriScheme == endpoint.UriScheme) == endpoint;
    }
}

/// <summary>Hands out ports from 8000 on, except those that someone has asked for.</summary>
internal sealed class PortAllocator
{
    private const int First = 8000;

    private readonly HashSet<int> _used = [];
    private int _next = First;

    public int Use(int port)
    {
        _used.Add(port);
        return port;
    }

    public int Next()
    {
        while (!_used.Add(_next))
        {
            _next++;
        }

        return _next;
    }
}
