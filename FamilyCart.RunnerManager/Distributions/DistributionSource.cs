using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>The distribution of this host's processes, which may be replaced in its place.</summary>
internal sealed partial class DistributionSource(ProcessDriverSettings settings, DistributionVersion versions, ILogger<DistributionSource> logger) : IVersionSource
{
    private string? _folder;

    public bool IsConfigured => settings.Distribution is not null;

    public bool IsOfImage => false;

    public RunnerVersion Version => versions.Process;

    public async Task<bool> HasChangedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var folder = await Task.Run(() => DistributionStore.Prepare(settings)!, cancellationToken);
            if (folder == _folder)
            {
                return false;
            }

            // The first one was asked when it was prepared.
            if (_folder is not null || Version.Current is null)
            {
                Version.Current = await ListenerVersion.AskAsync(folder, settings, cancellationToken);
                versions.IsDeprecated = false;
            }

            _folder = folder;
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            LogUnreadable(exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(3543, LogLevel.Warning, "The runner's distribution is looked at later, since something is in the way ({Reason}).")]
    private partial void LogUnreadable(string reason);
}
