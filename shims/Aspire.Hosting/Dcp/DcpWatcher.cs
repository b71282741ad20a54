namespace Aspire.Hosting.Dcp;

/// <summary>Follows the orchestrator's objects: their states become snapshots, their output becomes the resource's console.</summary>
internal sealed partial class DcpWatcher(
    DcpClient client, DcpExecutor executor, DistributedApplicationModel model, ResourceNotificationService notifications,
    ResourceLoggerService loggers, IDistributedApplicationEventing eventing, IServiceProvider services, ILogger<DcpWatcher> logger)
{
    // The stream is opened again when the orchestrator closes it, as it does every few minutes.
    private static readonly TimeSpan ReopenDelay = TimeSpan.FromMilliseconds(200);
    private static readonly string[] StatusMembers = ["state", "exitCode", "pid", "startupTimestamp", "finishTimestamp"];

    private readonly ConcurrentDictionary<string, Task> _logs = [];
    private readonly ConcurrentDictionary<string, string> _told = [];

    /// <summary>Runs until it is cancelled.</summary>
    /// <exception cref="DistributedApplicationException">The orchestrator is gone.</exception>
    public Task RunAsync(CancellationToken cancellationToken)
        => Task.WhenAll(FollowAsync(DcpKind.Executable, cancellationToken), FollowAsync(DcpKind.Container, cancellationToken));

    private async Task FollowAsync(DcpKind kind, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in client.WatchAsync(kind, cancellationToken).ConfigureAwait(false))
                {
                    if (change.Type is not "DELETED")
                    {
                        await ApplyAsync(kind, change.Object, cancellationToken).ConfigureAwait(false);
                    }
                }

                await Task.Delay(ReopenDelay, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                LogLost(kind.Plural, fault.Message);
                if (!await client.AnswersAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw new DistributedApplicationException("The orchestrator does not answer any more.", fault);
                }

                await Task.Delay(ReopenDelay, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ApplyAsync(DcpKind kind, JsonObject found, CancellationToken cancellationToken)
    {
        var metadata = found["metadata"]!;
        var id = metadata["name"]!.GetValue<string>();
        var uid = metadata["uid"]!.GetValue<string>();
        var name = metadata["annotations"]?[DcpNames.ResourceAnnotation]?.GetValue<string>();
        if (executor.IsRetired(uid) || model.Resources.FirstOrDefault(r => r.Name == name) is not { } resource)
        {
            return;
        }

        // The orchestrator also reports changes of what was asked of it; only what became of it is news.
        var news = string.Join(' ', StatusMembers.Select(member => found["status"]?[member]?.ToString() ?? "-").Prepend(uid));
        if (_told.TryGetValue(id, out var told) && told == news)
        {
            return;
        }

        _told[id] = news;
        var before = notifications.TryGetCurrentState(id, out var known) ? known.Snapshot.State?.Text : null;
        var after = found["status"]?["state"]?.GetValue<string>();
        await notifications.PublishUpdateAsync(resource, id, s => SnapshotBuilder.WithStatus(s, kind, found)).ConfigureAwait(false);
        FollowLogs(kind, found, resource, id, uid, cancellationToken);
        await ContainerChildren.FollowAsync(model, notifications, resource, id).ConfigureAwait(false);
        if (IsOver(after) && !IsOver(before) && notifications.TryGetCurrentState(id, out var last))
        {
            await eventing.PublishAsync(
                new ResourceStoppedEvent(resource, services, last), EventDispatchBehavior.NonBlockingSequential, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsOver(string? state) => state is "Finished" or "Terminated" or "Exited" or "FailedToStart";

    private void FollowLogs(DcpKind kind, JsonObject found, IResource resource, string id, string uid, CancellationToken cancellationToken)
    {
        var state = found["status"]?["state"]?.GetValue<string>();
        var console = loggers.Console(resource.Name);
        if (state is "FailedToStart")
        {
            _logs.GetOrAdd(uid, _ => CopyAsync(kind, id, "system", follow: false, console, cancellationToken));
        }
        else if (state is "Running" or "Finished" or "Exited" or "Terminated")
        {
            _logs.GetOrAdd(uid, _ => Task.WhenAll(
                CopyAsync(kind, id, "stdout", follow: true, console, cancellationToken),
                CopyAsync(kind, id, "stderr", follow: true, console, cancellationToken)));
        }
    }

    private async Task CopyAsync(DcpKind kind, string id, string source, bool follow, ResourceConsole console, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in client.LogAsync(kind, id, source, follow, cancellationToken).ConfigureAwait(false))
            {
                console.Write(line, source is not "stdout");
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            LogLost($"{source} of {id}", fault.Message);
        }
    }

    [LoggerMessage(20, LogLevel.Debug, "The orchestrator's stream of {What} broke: {Reason}")]
    private partial void LogLost(string what, string reason);
}
