namespace Aspire.Hosting.Dcp;

/// <summary>Creates, stops and replaces the orchestrator's objects of resources.</summary>
internal sealed class DcpExecutor(DcpClient client, SpecificationWriter writer, ContainerTunnel tunnel, ResourceNotificationService notifications)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, bool> _retired = [];

    /// <summary>Whether a report is of an object that has been replaced since.</summary>
    public bool IsRetired(string uid) => _retired.ContainsKey(uid);

    /// <summary>Makes a service for every endpoint, and waits until each has a port.</summary>
    public async Task AllocateAsync(IReadOnlyList<IResource> resources, CancellationToken cancellationToken)
    {
        var endpoints = resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>().Select(e => (Resource: r, Endpoint: e))).ToArray();
        foreach (var (resource, endpoint) in endpoints)
        {
            endpoint.ServiceName = DcpNames.Service(resource, endpoint);
            await client.CreateAsync(
                DcpKind.Service, endpoint.ServiceName, DcpNames.Annotations(resource, endpoint), SpecificationWriter.Service(endpoint), cancellationToken).ConfigureAwait(false);
            if (!endpoint.IsProxied && endpoint.Port is { } port)
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port);
            }
        }

        var waiting = endpoints.Where(e => e.Endpoint.AllocatedEndpoint is null).ToDictionary(e => e.Endpoint.ServiceName!, e => e.Endpoint);
        if (waiting.Count == 0)
        {
            return;
        }

        await foreach (var change in client.WatchAsync(DcpKind.Service, cancellationToken).ConfigureAwait(false))
        {
            var name = change.Object["metadata"]!["name"]!.GetValue<string>();
            if (waiting.TryGetValue(name, out var endpoint) && change.Object["status"]?["effectivePort"]?.GetValue<int>() is { } port and > 0)
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port, DcpNames.TargetPort(name));
                waiting.Remove(name);
                if (waiting.Count == 0)
                {
                    return;
                }
            }
        }

        throw new DistributedApplicationException($"The orchestrator gave no port to: {string.Join(", ", waiting.Keys)}.");
    }

    /// <param name="name">Unique to this session, or to this application where the network outlives it.</param>
    /// <param name="isPersistent">Whether it outlives the session, as a container on it does.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task CreateNetworkAsync(string name, bool isPersistent, CancellationToken cancellationToken) => client.CreateAsync(
        DcpKind.ContainerNetwork, DcpNames.ContainerNetwork, null, new JsonObject { ["networkName"] = name, ["persistent"] = isPersistent }, cancellationToken);

    public async Task CreateAsync(IResource resource, DcpInstance instance, CancellationToken cancellationToken)
    {
        if (resource.IsContainer())
        {
            await tunnel.WaitAsync(resource, cancellationToken).ConfigureAwait(false);
        }

        var evaluated = await writer.EvaluateAsync(resource, instance, cancellationToken).ConfigureAwait(false);
        await notifications.PublishUpdateAsync(resource, instance.Name, s => SnapshotBuilder.WithArguments(s, resource, evaluated)).ConfigureAwait(false);
        var specification = resource is ContainerResource container && container.IsContainer()
            ? SpecificationWriter.Container(container, instance, evaluated)
            : SpecificationWriter.Executable(resource, evaluated);
        await client.CreateAsync(
            DcpKind.Of(resource), instance.Name, SpecificationWriter.Annotations(resource), specification, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the resource and waits until it has; succeeds where nothing runs.</summary>
    public async Task StopAsync(IResource resource, DcpInstance instance, CancellationToken cancellationToken)
    {
        var kind = DcpKind.Of(resource);
        if (await client.FindAsync(kind, instance.Name, cancellationToken).ConfigureAwait(false) is not { } found || IsOver(found))
        {
            return;
        }

        await client.StopAsync(kind, instance.Name, cancellationToken).ConfigureAwait(false);
        await UntilAsync(
            async () => await client.FindAsync(kind, instance.Name, cancellationToken).ConfigureAwait(false) is not { } now || IsOver(now),
            $"'{instance.Name}' did not stop within {StopLimit.TotalSeconds} s.", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the object, so that another of the same name can take its place.</summary>
    public async Task DeleteAsync(IResource resource, DcpInstance instance, CancellationToken cancellationToken)
    {
        var kind = DcpKind.Of(resource);
        if (await client.FindAsync(kind, instance.Name, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return;
        }

        _retired[found["metadata"]!["uid"]!.GetValue<string>()] = true;
        await client.DeleteAsync(kind, instance.Name, cancellationToken).ConfigureAwait(false);
        await UntilAsync(
            async () => await client.FindAsync(kind, instance.Name, cancellationToken).ConfigureAwait(false) is null,
            $"'{instance.Name}' was not removed within {StopLimit.TotalSeconds} s.", cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOver(JsonObject found)
        => found["status"]?["state"]?.GetValue<string>() is "Finished" or "Terminated" or "FailedToStart" or "Exited";

    private static async Task UntilAsync(Func<Task<bool>> condition, string otherwise, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopLimit);
        while (!await condition().ConfigureAwait(false))
        {
            try
            {
                await Task.Delay(PollInterval, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new DistributedApplicationException(otherwise);
            }
        }
    }
}
