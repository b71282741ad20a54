using System.ComponentModel;
using System.Globalization;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Prepares the distribution before this host says that it lives: its copy is no runner's waiting time.</summary>
internal sealed partial class DistributionPreparation(ProcessDriverSettings settings, DistributionVersion version, ILogger<DistributionPreparation> logger) : IHostedService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

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
            version.Current = await VersionAsync(folder, cancellationToken);
            LogPrepared(version.Current ?? "unknown");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            LogBroken(exception.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> VersionAsync(string folder, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        var user = Environment.IsPrivilegedProcess ? Tool.AsUser(settings.FirstUserId.ToString(CultureInfo.InvariantCulture)) : [];
        try
        {
            var (code, output) = await Tool.RunAsync([.. user, Path.Combine(folder, ProcessDriverSettings.Listener), "--version"], limit.Token);
            return code == 0 && Version.TryParse(output.Trim(), out var known) ? known.ToString() : null;
        }
        catch (Exception exception) when (exception is Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    [LoggerMessage(3400, LogLevel.Information, "The runner's distribution is prepared, version {Version}.")]
    private partial void LogPrepared(string version);

    [LoggerMessage(3401, LogLevel.Warning, "Jobs run as the manager's own user and can read what it can (Runner:SameUser).")]
    private partial void LogSameUser();

    [LoggerMessage(3402, LogLevel.Warning, "Jobs share /tmp and see each other's processes, since this machine lets the manager make no mount namespaces.")]
    private partial void LogShared();

    [LoggerMessage(3403, LogLevel.Critical, "No runner can start here, since the distribution cannot be prepared: {Reason}")]
    private partial void LogBroken(string reason);
}
