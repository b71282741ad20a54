namespace Aspire.Hosting.Eventing;

internal sealed class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _gate = new();
    private readonly List<(Type Type, IResource? Resource, DistributedApplicationEventSubscription Subscription)> _subscriptions = [];

    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent
        => Add(null, callback);

    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent => Add(resource, callback);

    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
        => PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        var subscriptions = Subscribed(@event);
        Task Tell() => dispatchBehavior is EventDispatchBehavior.BlockingConcurrent or EventDispatchBehavior.NonBlockingConcurrent
            ? Task.WhenAll(subscriptions.Select(s => s.Callback(@event, cancellationToken)))
            : InTurnAsync(subscriptions, @event, cancellationToken);
        if (dispatchBehavior is EventDispatchBehavior.BlockingConcurrent or EventDispatchBehavior.BlockingSequential)
        {
            return Tell();
        }

        _ = Task.Run(Tell, cancellationToken);
        return Task.CompletedTask;
    }

    private static async Task InTurnAsync(
        IEnumerable<DistributedApplicationEventSubscription> subscriptions, IDistributedApplicationEvent @event, CancellationToken cancellationToken)
    {
        foreach (var subscription in subscriptions)
        {
            await subscription.Callback(@event, cancellationToken).ConfigureAwait(false);
        }
    }

    private DistributedApplicationEventSubscription Add<T>(IResource? resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        var subscription = new DistributedApplicationEventSubscription((e, cancellationToken) => callback((T)e, cancellationToken));
        lock (_gate)
        {
            _subscriptions.Add((typeof(T), resource, subscription));
        }

        return subscription;
    }

    private DistributedApplicationEventSubscription[] Subscribed<T>(T @event) where T : IDistributedApplicationEvent
    {
        var resource = (@event as IDistributedApplicationResourceEvent)?.Resource;
        lock (_gate)
        {
            return [.. _subscriptions.Where(s => s.Type == typeof(T) && (s.Resource is null || s.Resource == resource)).Select(s => s.Subscription)];
        }
    }
}
