namespace Aspire.Hosting.Orchestration;

/// <summary>Asks the health checks of every running resource, and tells when a resource is ready.</summary>
internal sealed class ResourceHealthCheckService(
    ResourceNotificationService notifications, ResourceLoggerService loggers, HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing, IServiceProvider services, TimeProvider time) : BackgroundService
{
    // What starts is asked often, what fails is asked ever less often, what is healthy now and then.
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan UnhealthyInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _monitors = [];

    /// <summary>The resource's own checks, then those of what it lives in.</summary>
    public static IEnumerable<string> KeysOf(IResource resource)
    {
        var own = resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key);
        return resource is IResourceWithParent { Parent: var parent } ? own.Concat(KeysOf(parent)).Distinct() : own;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                Consider(change, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops, and the notifications maybe first.
        }
    }

    private void Consider(ResourceEvent change, CancellationToken stoppingToken)
    {
        if (change.Snapshot.State?.Text != KnownResourceStates.Running)
        {
            _monitors.GetValueOrDefault(change.ResourceId)?.Cancel();
            _monitors.TryRemove(change.ResourceId, out _);
            return;
        }

        if (!KeysOf(change.Resource).Any())
        {
            if (change.Snapshot.ResourceReadyEvent is null)
            {
                Ready(change, stoppingToken);
            }

            return;
        }

        var started = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        if (_monitors.TryAdd(change.ResourceId, started))
        {
            _ = Task.Run(() => MonitorAsync(change, started.Token), stoppingToken);
        }
        else
        {
            started.Dispose();
        }
    }

    private async Task MonitorAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        var keys = KeysOf(change.Resource).ToArray();
        var interval = FirstInterval;
        try
        {
            while (true)
            {
                var report = await AskAsync(keys, cancellationToken).ConfigureAwait(false);
                await notifications.PublishUpdateAsync(
                    change.Resource, change.ResourceId,
                    s => s.State?.Text == KnownResourceStates.Running ? s with { HealthReports = Reports(keys, report) } : s).ConfigureAwait(false);
                var isHealthy = report.Status is HealthStatus.Healthy;
                if (isHealthy && notifications.TryGetCurrentState(change.ResourceId, out var now) && now.Snapshot.ResourceReadyEvent is null)
                {
                    Ready(now, cancellationToken);
                }

                interval = isHealthy ? HealthyInterval : interval < UnhealthyInterval ? interval * 1.3 : UnhealthyInterval;
                await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The resource no longer runs.
        }
        catch (Exception fault)
        {
            loggers.GetLogger(change.Resource).LogError(fault, "The health checks of {Resource} failed.", change.Resource.Name);
        }
    }

    private async Task<HealthReport> AskAsync(string[] keys, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(CheckLimit);
        try
        {
            return await healthChecks.CheckHealthAsync(r => keys.Contains(r.Name), limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = new HealthReportEntry(HealthStatus.Unhealthy, $"No answer within {CheckLimit.TotalSeconds} s.", CheckLimit, null, null);
            return new HealthReport(keys.ToDictionary(k => k, _ => late), CheckLimit);
        }
    }

    private ImmutableArray<HealthReportSnapshot> Reports(string[] keys, HealthReport report) =>
    [
        .. keys.Select(key => report.Entries.TryGetValue(key, out var entry)
            ? new HealthReportSnapshot(key, entry.Status, entry.Description ?? entry.Exception?.Message, entry.Exception?.ToString())
            {
                LastRunAt = time.GetUtcNow().UtcDateTime
            }
            : new HealthReportSnapshot(key, HealthStatus.Unhealthy, $"There is no health check '{key}'.", null))
    ];

    private void Ready(ResourceEvent change, CancellationToken cancellationToken)
    {
        var told = Task.Run(() => eventing.PublishAsync(new ResourceReadyEvent(change.Resource, services), cancellationToken), cancellationToken);
        _ = told.ContinueWith(
            t => loggers.GetLogger(change.Resource).LogError(t.Exception?.InnerException, "A subscriber of {Resource}'s readiness failed.", change.Resource.Name),
            cancellationToken, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        _ = notifications.PublishUpdateAsync(change.Resource, change.ResourceId, s => s with { ResourceReadyEvent = new EventSnapshot(told) });
    }
}
