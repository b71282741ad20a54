namespace Aspire.Hosting.Orchestration;

/// <summary>Ties the orchestrator's life to the host's.</summary>
internal sealed partial class OrchestratorHostService(
    ApplicationOrchestrator orchestrator, DcpClient client, DcpWatcher watcher, IHostApplicationLifetime lifetime, ILogger<OrchestratorHostService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _watching = new();
    private Task? _watch;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        _watch = WatchAsync();
        await orchestrator.RunAsync(cancellationToken).ConfigureAwait(false);
        LogStarted();
    }

    /// <summary>Returns when the orchestrator has stopped all that it started, and itself.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!client.IsConnected)
        {
            return;
        }

        // States of the end are not told, as the real host does not tell them.
        await _watching.CancelAsync().ConfigureAwait(false);
        await (_watch ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopLimit);
        try
        {
            await client.ShutDownAsync(limit.Token).ConfigureAwait(false);
            while (await client.AnswersAsync(limit.Token).ConfigureAwait(false))
            {
                await Task.Delay(PollInterval, limit.Token).ConfigureAwait(false);
            }
        }
        catch (HttpRequestException)
        {
            // It is gone already, and with it all that it started.
        }
        catch (OperationCanceledException)
        {
            LogStillThere();
        }
    }

    /// <summary>An orchestrator that ends under the application takes every process with it: the application has nothing left to do.</summary>
    private async Task WatchAsync()
    {
        try
        {
            await watcher.RunAsync(_watching.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (!_watching.IsCancellationRequested)
        {
            LogGone(fault);
            lifetime.StopApplication();
        }
    }

    public void Dispose() => _watching.Dispose();

    [LoggerMessage(30, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    private partial void LogStarted();

    [LoggerMessage(31, LogLevel.Warning, "The orchestrator did not stop in time; it ends when this process does.")]
    private partial void LogStillThere();

    [LoggerMessage(32, LogLevel.Critical, "The orchestrator is gone, and with it all that it started. The application stops; start it again.")]
    private partial void LogGone(Exception fault);
}
