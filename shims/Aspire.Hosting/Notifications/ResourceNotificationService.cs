namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the last snapshot of every resource and tells who watches.</summary>
public partial class ResourceNotificationService(
    ILogger<ResourceNotificationService> logger, IHostApplicationLifetime lifetime, IServiceProvider services) : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceState> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly CancellationTokenSource _disposing = new();

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        PublishAll(resource, stateFactory);
        return Task.CompletedTask;
    }

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        Publish(resource, resourceId, stateFactory);
        return Task.CompletedTask;
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        resourceEvent = _states.TryGetValue(resourceId, out var state) && state.Snapshot is { } snapshot
            ? new ResourceEvent(state.Resource, state.Id, snapshot)
            : _states.Values.Where(s => s.Snapshot is not null && string.Equals(s.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase))
                .Select(s => new ResourceEvent(s.Resource, s.Id, s.Snapshot!)).FirstOrDefault();
        return resourceEvent is not null;
    }

    /// <summary>First the current snapshot of every known resource, then every change, in order.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_gate)
        {
            foreach (var state in _states.Values.Where(s => s.Snapshot is not null).OrderBy(s => s.Order))
            {
                channel.Writer.TryWrite(new ResourceEvent(state.Resource, state.Id, state.Snapshot!));
            }

            _watchers.Add(channel);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token, lifetime.ApplicationStopping);
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(channel);
            }
        }
    }

    public void Dispose()
    {
        _disposing.Cancel();
        _disposing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ids of the resource's replicas, or its name where it has none.</summary>
    internal string[] ResourceIds(IResource resource)
        => resource.Annotations.OfType<DcpInstancesAnnotation>().LastOrDefault() is { Instances: { Count: > 0 } instances }
            ? [.. instances.Select(i => i.Name)]
            : [resource.Name];

    internal IEnumerable<CustomResourceSnapshot> Snapshots(IResource resource)
        => ResourceIds(resource).Select(id => _states.TryGetValue(id, out var state) ? state.Snapshot : null).OfType<CustomResourceSnapshot>();

    private void PublishAll(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var id in ResourceIds(resource))
        {
            Publish(resource, id, stateFactory);
        }
    }

    private void Publish(IResource resource, string id, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_gate)
        {
            var state = _states.GetOrAdd(id, key => new ResourceState(resource, key, _states.Count));
            var snapshot = stateFactory(state.Snapshot ?? Initial(resource));
            if (snapshot.State?.Text is { Length: > 0 } text && text != state.Snapshot?.State?.Text)
            {
                LogState(id, text);
            }

            state.Snapshot = Decorated(resource, snapshot);
            var change = new ResourceEvent(resource, id, state.Snapshot);
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(change);
            }
        }
    }

    private static CustomResourceSnapshot Initial(IResource resource)
        => resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var initial)
            ? initial.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = resource.GetType().Name, Properties = [] };

    private CustomResourceSnapshot Decorated(IResource resource, CustomResourceSnapshot snapshot)
    {
        var icon = resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault();
        snapshot = snapshot with
        {
            IconName = icon?.IconName ?? snapshot.IconName,
            IconVariant = icon?.IconVariant ?? snapshot.IconVariant,
            IsHidden = snapshot.IsHidden || resource.HasAnnotationOfType<HiddenAnnotation>()
        };
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services };
        return snapshot with
        {
            Commands =
            [
                .. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(c => new ResourceCommandSnapshot(
                    c.Name, c.UpdateState(context), c.DisplayName, c.DisplayDescription, c.ConfirmationMessage, c.IconName, c.IconVariant, c.IsHighlighted))
            ]
        };
    }

    [LoggerMessage(1, LogLevel.Debug, "Resource {ResourceId} changed state: {State}.")]
    private partial void LogState(string resourceId, string state);

    private sealed class ResourceState(IResource resource, string id, int order)
    {
        public IResource Resource { get; } = resource;

        public string Id { get; } = id;

        public int Order { get; } = order;

        public CustomResourceSnapshot? Snapshot { get; set; }
    }
}
