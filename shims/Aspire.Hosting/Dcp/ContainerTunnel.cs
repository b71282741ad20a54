namespace Aspire.Hosting.Dcp;

/// <summary>
/// Lets containers reach processes of this machine: an endpoint of a process that a container depends on has a second
/// address on the containers' network, from which the orchestrator's tunnel leads to the first.
/// </summary>
internal sealed class ContainerTunnel(DcpClient client, SpecificationWriter writer) : IDisposable
{
    private const string Name = "aspire-container-network-tunnelproxy";
    private const string Host = "aspire.dev.internal";
    private static readonly TimeSpan ReopenDelay = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, EndpointAnnotation> _endpoints = [];
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Asks for all tunnels at once, and follows them until disposed. Without a container engine they never open.</summary>
    public async Task OpenAsync(IEnumerable<IResource> containers, CancellationToken cancellationToken)
    {
        var tunnels = new JsonArray();
        foreach (var (owner, endpoint) in await EndpointsAsync(containers, cancellationToken).ConfigureAwait(false))
        {
            var name = $"{endpoint.ServiceName}-tunnel";
            endpoint.OpenTunnel();
            _endpoints[name] = endpoint;
            tunnels.Add(new JsonObject { ["name"] = name, ["serverServiceName"] = endpoint.ServiceName, ["clientServiceName"] = name });
            var service = new JsonObject { ["protocol"] = "TCP", ["addressAllocationMode"] = "Proxyless" };
            await client.CreateAsync(DcpKind.Service, name, DcpNames.Annotations(owner, endpoint), service, cancellationToken).ConfigureAwait(false);
        }

        if (_endpoints.Count > 0)
        {
            var specification = new JsonObject { ["containerNetworkName"] = DcpNames.ContainerNetwork, ["aliases"] = new JsonArray(Host), ["tunnels"] = tunnels };
            await client.CreateAsync(DcpKind.ContainerNetworkTunnelProxy, Name, null, specification, cancellationToken).ConfigureAwait(false);
            _ = FollowAsync(_closing.Token);
        }
    }

    /// <summary>Waits until every tunnel that the container may use has opened or failed.</summary>
    public async Task WaitAsync(IResource container, CancellationToken cancellationToken)
    {
        foreach (var (_, endpoint) in await EndpointsAsync([container], cancellationToken).ConfigureAwait(false))
        {
            await ((Task?)endpoint.Tunnel ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task<IEnumerable<(IResource Owner, EndpointAnnotation Endpoint)>> EndpointsAsync(
        IEnumerable<IResource> containers, CancellationToken cancellationToken)
    {
        var owners = new HashSet<IResource>();
        foreach (var container in containers)
        {
            try
            {
                owners.UnionWith(await writer.DependenciesAsync(container, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A callback that throws does so again when the container is created, and fails that container alone.
            }
        }

        return owners.Where(o => !o.IsContainer())
            .SelectMany(o => o.Annotations.OfType<EndpointAnnotation>().Select(e => (o, e)))
            .Where(pair => pair.e is { ServiceName: not null, Protocol: ProtocolType.Tcp });
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (_endpoints.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in client.WatchAsync(DcpKind.ContainerNetworkTunnelProxy, cancellationToken).ConfigureAwait(false))
                {
                    Apply(change.Object["status"]);
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
            {
                // Whether the orchestrator is gone is for others to find out.
            }
            catch (Exception fault)
            {
                // Nobody may wait for what nobody follows.
                Fail(fault.Message);
                return;
            }

            await Task.Delay(ReopenDelay, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Fail(string reason)
    {
        foreach (var endpoint in _endpoints.Values)
        {
            endpoint.TunnelFailed(reason);
        }
    }

    private void Apply(JsonNode? status)
    {
        foreach (var (name, endpoint) in _endpoints.ToArray())
        {
            var tunnel = status?["tunnelStatuses"]?.AsArray().FirstOrDefault(t => t?["name"]?.GetValue<string>() == name);
            if (tunnel?["state"]?.GetValue<string>() is "Ready" && tunnel["clientProxyPort"]?.GetValue<int>() is { } port and > 0)
            {
                endpoint.TunnelOpened(Host, port);
                _endpoints.Remove(name);
            }
            else if (tunnel?["state"]?.GetValue<string>() is "Failed" || status?["state"]?.GetValue<string>() is "Failed")
            {
                endpoint.TunnelFailed((tunnel?["errorMessage"] ?? status?["message"])?.GetValue<string>());
                _endpoints.Remove(name);
            }
        }
    }
}
