namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <returns>The state that was reached.</returns>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var targets = targetStates.ToArray();
        var reached = await WaitForResourceAsync(
            resourceName, e => e.Snapshot.State?.Text is { Length: > 0 } text && targets.Contains(text, StringComparer.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The operation was cancelled before the resource '{resourceName}' met the predicate condition.");
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
        => WaitForResourceHealthyAsync(resourceName, WaitBehavior.WaitOnResourceUnavailable, cancellationToken);

    /// <exception cref="DistributedApplicationException">The resource ended or failed, and the behavior says to stop then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName,
            e => e.Snapshot.HealthStatus is HealthStatus.Healthy || (waitBehavior is WaitBehavior.StopOnResourceUnavailable && IsOver(e.Snapshot)),
            cancellationToken).ConfigureAwait(false);
        return change.Snapshot.HealthStatus is HealthStatus.Healthy
            ? change
            : throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it failed to start.");
    }

    /// <summary>Waits for everything that the resource has been told to wait for.</summary>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToArray();
        if (waits.Length == 0)
        {
            return;
        }

        var pending = waits.Select(w => w.Resource).Distinct().ToList();
        PublishAll(resource, s => Waiting(s, pending));
        await Task.WhenAll(waits.GroupBy(w => w.Resource).Select(async group =>
        {
            foreach (var wait in group)
            {
                await WaitAsync(resource, wait, cancellationToken).ConfigureAwait(false);
            }

            lock (pending)
            {
                pending.Remove(group.Key);
                PublishAll(resource, s => Waiting(s, pending));
            }
        })).ConfigureAwait(false);
    }

    private static bool IsOver(CustomResourceSnapshot snapshot)
        => IsTerminal(snapshot) || snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    private static bool IsTerminal(CustomResourceSnapshot snapshot)
        => snapshot.State?.Text is { } text && KnownResourceStates.TerminalStates.Contains(text);

    private CustomResourceSnapshot Waiting(CustomResourceSnapshot snapshot, List<IResource> pending)
    {
        var names = pending.SelectMany(ResourceIds).ToArray();
        var properties = snapshot.Properties.RemoveAll(p => p.Name == KnownProperties.WaitingFor);
        return pending.Count == 0
            ? snapshot with { Properties = properties }
            : snapshot with
            {
                State = KnownResourceStates.Waiting,
                Properties = properties.Add(new ResourcePropertySnapshot(KnownProperties.WaitingFor, names))
            };
    }

    private Task WaitAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
        => Task.WhenAll(ResourceIds(wait.Resource).Select(id => wait.WaitType is WaitType.WaitForCompletion
            ? WaitForCompletionAsync(resource, wait, id, cancellationToken)
            : WaitUntilRunningAsync(resource, wait, id, cancellationToken)));

    private async Task WaitForCompletionAsync(IResource resource, WaitAnnotation wait, string id, CancellationToken cancellationToken)
    {
        var last = await WaitForResourceAsync(wait.Resource.Name, e => e.ResourceId == id && IsTerminal(e.Snapshot), cancellationToken).ConfigureAwait(false);
        if (last.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            throw new DistributedApplicationException($"Dependency resource '{last.Resource.Name}' failed to start.");
        }

        if (last.Snapshot.ExitCode is { } code && code != wait.ExitCode)
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' waits for '{last.Resource.Name}' to complete with exit code {wait.ExitCode}, but it was {code}.");
        }
    }

    private async Task WaitUntilRunningAsync(IResource resource, WaitAnnotation wait, string id, CancellationToken cancellationToken)
    {
        var stops = wait.WaitBehavior is WaitBehavior.StopOnResourceUnavailable;
        var change = await WaitForResourceAsync(
            wait.Resource.Name, e => e.ResourceId == id && (Reached(e.Snapshot, wait.WaitType) || (stops && IsOver(e.Snapshot))),
            cancellationToken).ConfigureAwait(false);
        if (!Reached(change.Snapshot, wait.WaitType))
        {
            throw new DistributedApplicationException($"Dependency resource '{wait.Resource.Name}' of '{resource.Name}' failed to start.");
        }

        if (wait.WaitType is WaitType.WaitUntilHealthy)
        {
            var ready = await WaitForResourceAsync(
                wait.Resource.Name, e => e.ResourceId == id && e.Snapshot.ResourceReadyEvent is not null, cancellationToken).ConfigureAwait(false);
            await ready.Snapshot.ResourceReadyEvent!.EventTask.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool Reached(CustomResourceSnapshot snapshot, WaitType type)
        => snapshot.State?.Text == KnownResourceStates.Running && (type is WaitType.WaitUntilStarted || snapshot.HealthStatus is HealthStatus.Healthy);
}
