namespace Aspire.Hosting.Orchestration;

/// <summary>Brings the model up in the order in which its resources wait for each other.</summary>
internal sealed partial class ApplicationOrchestrator(
    DistributedApplicationModel model, DcpExecutor executor, ContainerTunnel tunnel, ParameterProcessor parameters,
    ResourceNotificationService notifications, ResourceLoggerService loggers, IDistributedApplicationEventing eventing, IHostEnvironment environment,
    IConfiguration configuration, IServiceProvider services)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _forced = [];

    /// <summary>Returns when everything that starts by itself has been started, which may be never.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var managed = model.Resources.Where(IsManaged).ToArray();
        await PrepareAsync(managed).ConfigureAwait(false);
        foreach (var resource in model.Resources)
        {
            InBackground(resource, () => eventing.PublishAsync(
                new InitializeResourceEvent(resource, eventing, notifications, services), cancellationToken));
        }

        await executor.AllocateAsync(managed, cancellationToken).ConfigureAwait(false);
        foreach (var resource in managed)
        {
            await AllocatedAsync(resource, cancellationToken).ConfigureAwait(false);
        }

        await eventing.PublishAsync(new AfterEndpointsAllocatedEvent(services, model), cancellationToken).ConfigureAwait(false);
        StartUnmanaged(cancellationToken);
        if (managed.Where(r => r.IsContainer()).ToArray() is { Length: > 0 } containers)
        {
            var isPersistent = containers.Any(c => c.IsPersistent());
            var network = isPersistent ? $"aspire-persistent-network-{SuffixOfApplication}" : $"aspire-session-network-{DcpNames.Suffix()}";
            await executor.CreateNetworkAsync($"{network}-{environment.ApplicationName}", isPersistent, cancellationToken).ConfigureAwait(false);
            await tunnel.OpenAsync(containers, cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(managed.Select(r => StartByItselfAsync(r, cancellationToken))).ConfigureAwait(false);
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same at every run: what outlives the application is found again by it.</summary>
    private string SuffixOfApplication => VolumeNameGenerator.HashOf(configuration)[..8];

    /// <summary>A container that outlives the orchestrator cannot rely on its proxy.</summary>
    private static void FixEndpoints(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.Port is not null && resource.IsPersistent()))
        {
            endpoint.IsProxied = false;
        }
    }

    private static bool IsManaged(IResource resource)
        => resource is ExecutableResource or ProjectResource || (resource is ContainerResource && resource.IsContainer());

    private async Task PrepareAsync(IReadOnlyList<IResource> managed)
    {
        foreach (var resource in managed)
        {
            FixEndpoints(resource);
            var replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
            var given = resource.Annotations.OfType<ContainerNameAnnotation>().LastOrDefault()?.Name;
            var suffixes = Enumerable.Range(0, replicas).Select(_ => resource.IsPersistent() ? SuffixOfApplication : DcpNames.Suffix());
            DcpInstance[] instances = [.. suffixes.Select(s => new DcpInstance(given ?? $"{resource.Name}-{s}", s))];
            resource.Annotations.Add(new DcpInstancesAnnotation(instances));
            if (resource.Name != DashboardResource.Name)
            {
                LifecycleCommands.Add(resource, this);
            }
        }

        foreach (var resource in model.Resources.Where(r => r is not ParameterResource))
        {
            await notifications.PublishUpdateAsync(
                resource, s => SnapshotBuilder.Initial(s, resource, r => notifications.ResourceIds(r)[0], ResourceHealthCheckService.KeysOf(resource))).ConfigureAwait(false);
        }

        await parameters.ProcessAsync(model.Resources.OfType<ParameterResource>()).ConfigureAwait(false);
        foreach (var resource in managed.Where(r => r.HasAnnotationOfType<ExplicitStartupAnnotation>()))
        {
            await SetStateAsync(resource, KnownResourceStates.NotStarted).ConfigureAwait(false);
        }
    }

    /// <summary>Its endpoints have addresses: links and connection strings follow from them.</summary>
    private async Task AllocatedAsync(IResource resource, CancellationToken cancellationToken)
    {
        await UrlBuilder.PublishAsync(resource, notifications, services, cancellationToken).ConfigureAwait(false);
        InBackground(resource, async () =>
        {
            if (resource is IResourceWithEndpoints)
            {
                await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
            }

            await ConnectionStringAvailableAsync(resource, cancellationToken).ConfigureAwait(false);
        });
    }

    private async Task ConnectionStringAvailableAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString source)
        {
            var value = await source.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(
                resource, s => SnapshotBuilder.With(s, KnownProperties.ConnectionString, value, isSensitive: true)).ConfigureAwait(false);
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }

        foreach (var child in model.Resources.Where(r => r is IResourceWithParent { Parent: var parent } && parent == resource && !IsManaged(r)).ToArray())
        {
            await ConnectionStringAvailableAsync(child, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Connection strings and services of others, which no process stands for.</summary>
    private void StartUnmanaged(CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources.OfType<ConnectionStringResource>())
        {
            InBackground(resource, async () =>
            {
                await notifications.WaitForDependenciesAsync(resource, cancellationToken).ConfigureAwait(false);
                await ConnectionStringAvailableAsync(resource, cancellationToken).ConfigureAwait(false);
                await SetStateAsync(resource, KnownResourceStates.Running).ConfigureAwait(false);
            });
        }

        foreach (var resource in model.Resources.OfType<ExternalServiceResource>())
        {
            InBackground(resource, () => notifications.PublishUpdateAsync(resource, s => SnapshotBuilder.With(s, KnownProperties.Source, resource.Uri.Host) with
            {
                State = KnownResourceStates.Running,
                Urls = [new UrlSnapshot(null, resource.Uri.ToString(), IsInternal: false)]
            }));
        }
    }

    private async Task StartByItselfAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
        {
            return;
        }

        var instances = resource.Annotations.OfType<DcpInstancesAnnotation>().Last().Instances;
        await StartAsync(resource, instances, cancellationToken).ConfigureAwait(false);
    }

    private async Task StartAsync(IResource resource, IReadOnlyList<DcpInstance> instances, CancellationToken cancellationToken)
    {
        try
        {
            await SetStateAsync(resource, instances, KnownResourceStates.Starting).ConfigureAwait(false);
            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken).ConfigureAwait(false);
            await WaitAsync(resource, instances, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(instances.Select(i => executor.CreateAsync(resource, i, cancellationToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            loggers.GetLogger(resource).LogError(fault is DistributedApplicationException ? null : fault, "{Fault}", fault.Message);
            await SetStateAsync(resource, instances, KnownResourceStates.FailedToStart).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for dependencies, unless a person starts the resource by its command.</summary>
    private async Task WaitAsync(IResource resource, IReadOnlyList<DcpInstance> instances, CancellationToken cancellationToken)
    {
        var forced = _forced[instances[0].Name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var dependencies = notifications.WaitForDependenciesAsync(resource, waiting.Token);
        var first = await Task.WhenAny(dependencies, forced.Task).ConfigureAwait(false);
        _forced.TryRemove(instances[0].Name, out _);
        await waiting.CancelAsync().ConfigureAwait(false);
        if (first == dependencies)
        {
            await dependencies.ConfigureAwait(false);
        }
    }

    private Task SetStateAsync(IResource resource, ResourceStateSnapshot? state) => notifications.PublishUpdateAsync(resource, s => s with { State = state });

    private async Task SetStateAsync(IResource resource, IReadOnlyList<DcpInstance> instances, ResourceStateSnapshot? state)
    {
        foreach (var instance in instances)
        {
            // Nothing that was found out about the run before says anything about the next one.
            await notifications.PublishUpdateAsync(resource, instance.Name, s => s with
            {
                State = state,
                ResourceReadyEvent = null,
                HealthReports = [.. s.HealthReports.Select(r => new HealthReportSnapshot(r.Name, null, null, null))],
                Properties = s.Properties.RemoveAll(p => p.Name == KnownProperties.WaitingFor)
            }).ConfigureAwait(false);
            await ContainerChildren.FollowAsync(model, notifications, resource, instance.Name).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Begins at once, so that a resource's events come in their order, and does not wait for what a subscriber waits for. A subscriber's
    /// fault is told in the resource's log.
    /// </summary>
    private void InBackground(IResource resource, Func<Task> work) => _ = BeginAsync(resource, work);

    private async Task BeginAsync(IResource resource, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
        catch (Exception fault)
        {
            loggers.GetLogger(resource).LogError(fault, "A subscriber of {Resource} failed.", resource.Name);
        }
    }
}
