using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Prepares the distribution before this host says that it lives: its copy is no runner's waiting time.</summary>
internal sealed partial class DistributionPreparation(ProcessDriverSettings settings, DistributionVersion versions, ILogger<DistributionPreparation> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Distribution is null)
        {
            return;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            LogSameUser();
        }
        else if (!PrivatePlaces.Possible)
        {
            LogShared();
        }

        try
        {
            var folder = await Task.Run(() => DistributionStore.Prepare(settings)!, cancellationToken);
            var version = versions.Process;
            version.Current = await ListenerVersion.AskAsync(folder, settings, cancellationToken);
            version.IsAwaited = version.Current is not null;
            LogPrepared(version.Current ?? "unknown");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            LogBroken(exception.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3400, LogLevel.Information, "The runner's distribution is prepared, version {Version}.")]
    private partial void LogPrepared(string version);

    [LoggerMessage(3401, LogLevel.Warning, "Jobs run as the manager's own user and can read what it can (Runner:SameUser).")]
    private partial void LogSameUser();

    [LoggerMessage(3402, LogLevel.Warning, "Jobs share /tmp and see each other's processes, since this machine lets the manager make no mount namespaces.")]
    private partial void LogShared();

    [LoggerMessage(3403, LogLevel.Critical, "No runner can start here, since the distribution cannot be prepared: {Reason}")]
    private partial void LogBroken(string reason);
}
