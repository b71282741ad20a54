namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>What one dashboard has still to be told: of each resource only the last snapshot, however slowly it reads.</summary>
internal sealed class PendingResources
{
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private Dictionary<string, ResourceEvent> _pending = [];

    /// <summary>Takes in every snapshot until it is cancelled; those known by now are in before this returns.</summary>
    public async Task FollowAsync(ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                lock (_gate)
                {
                    _pending[change.ResourceId] = change;
                }

                _news.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException)
        {
            // The dashboard is gone, or the application stops.
        }
        finally
        {
            _news.Writer.TryComplete();
        }
    }

    public ICollection<ResourceEvent> Take()
    {
        lock (_gate)
        {
            var taken = _pending;
            _pending = [];
            return taken.Values;
        }
    }

    /// <summary>What has changed since, whenever something has.</summary>
    public async IAsyncEnumerable<ICollection<ResourceEvent>> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var _ in _news.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Take() is { Count: > 0 } changes)
            {
                yield return changes;
            }
        }
    }
}
