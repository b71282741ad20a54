using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Asks GitHub whether it takes this host's version: at the start, every hour, and when the distribution was replaced in its place.</summary>
internal sealed partial class DistributionWatch(
    ProcessDriverSettings settings, DistributionVersion version, VersionCheck check, TimeProvider time, ILogger<DistributionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(30);

    // While GitHub is away, runners start all the same.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private string? _folder;
    private bool _unanswered;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Distribution is null)
        {
            return;
        }

        var due = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await HasChangedAsync(stoppingToken) || due <= time.GetUtcNow())
                {
                    due = time.GetUtcNow() + (await AskAsync(stoppingToken) ? s_interval : s_soon);
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                LogUnreadable(exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            version.IsAwaited = false;
            await Task.Delay(s_glance, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> HasChangedAsync(CancellationToken cancellationToken)
    {
        var folder = await Task.Run(() => DistributionStore.Prepare(settings)!, cancellationToken);
        if (folder == _folder)
        {
            return false;
        }

        // The first one was asked when it was prepared.
        if (_folder is not null || version.Current is null)
        {
            version.Current = await ListenerVersion.AskAsync(folder, settings, cancellationToken);
            version.IsDeprecated = false;
        }

        _folder = folder;
        return true;
    }

    /// <returns>Whether GitHub said something of it.</returns>
    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        if (!Version.TryParse(version.Current, out var current))
        {
            return true;
        }

        if (!(await AskAsync(current, cancellationToken)).Try(out var verdict, out var error))
        {
            if (!_unanswered)
            {
                LogUnknown(current, error.Fault, error.Detail);
            }

            _unanswered = true;
            return false;
        }

        _unanswered = false;

        var before = version.Verdict;
        version.Verdict = verdict;
        if (verdict is not null && before?.Sentence != verdict.Sentence)
        {
            Say(verdict);
        }

        return verdict is not null;
    }

    private async Task<GitHubResult<VersionVerdict?>> AskAsync(Version current, CancellationToken cancellationToken)
    {
        using var limit = version.IsAwaited ? new CancellationTokenSource(s_patience, time) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await check.AskAsync(current, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GitHubError(GitHubFault.Unknown, "GitHub did not answer in time.");
        }
    }

    private void Say(VersionVerdict verdict)
    {
        if (verdict.Sentence is { } sentence)
        {
            LogWrong(verdict.Standing == VersionStanding.Deprecated ? LogLevel.Error : LogLevel.Warning, sentence);
        }
        else
        {
            LogRight(verdict.Version);
        }
    }

    [LoggerMessage(3540, LogLevel.Information, "GitHub takes version {Version} of the runner.")]
    private partial void LogRight(Version version);

    [LoggerMessage(EventId = 3541, Message = "{Sentence}")]
    private partial void LogWrong(LogLevel level, string sentence);

    [LoggerMessage(3542, LogLevel.Warning, "GitHub does not say whether it takes version {Version} of the runner ({Fault}): {Detail}")]
    private partial void LogUnknown(Version version, GitHubFault fault, string detail);

    [LoggerMessage(3543, LogLevel.Warning, "The runner's distribution is looked at later, since something is in the way ({Reason}).")]
    private partial void LogUnreadable(string reason);
}
