using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Asks GitHub whether it takes a version of the runner: at the start, every hour, and when it is another one.</summary>
internal sealed partial class VersionWatch(IVersionSource source, VersionCheck check, TimeProvider time, ILogger<VersionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(30);

    // While GitHub is away, runners start all the same.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly RunnerVersion _version = source.Version;
    private bool _unanswered;

    private string Runner => source.IsOfImage ? "the runner in the image" : "the runner";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!source.IsConfigured)
        {
            return;
        }

        var due = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await source.HasChangedAsync(stoppingToken) || due <= time.GetUtcNow())
                {
                    due = time.GetUtcNow() + (await AskAsync(stoppingToken) ? s_interval : s_soon);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            _version.IsAwaited = false;
            await Task.Delay(s_glance, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether GitHub said something of it, or nothing needs to be said.</returns>
    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        if (!Version.TryParse(_version.Current, out var current))
        {
            return true;
        }

        if (!(await AskAsync(current, cancellationToken)).Try(out var told, out var error))
        {
            if (!_unanswered)
            {
                LogUnknown(current, Runner, error.Fault, error.Detail);
            }

            _unanswered = true;
            return false;
        }

        _unanswered = false;
        var before = _version.Verdict;
        _version.Verdict = told is null ? null : told with { IsOfImage = source.IsOfImage };
        if (_version.Verdict is { } verdict && verdict.Sentence != before?.Sentence)
        {
            Say(verdict);
        }

        return told is not null;
    }

    private async Task<GitHubResult<VersionVerdict?>> AskAsync(Version current, CancellationToken cancellationToken)
    {
        using var limit = _version.IsAwaited ? new CancellationTokenSource(s_patience, time) : new CancellationTokenSource();
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
            LogRight(verdict.Version, Runner);
        }
    }

    [LoggerMessage(3540, LogLevel.Information, "GitHub takes version {Version} of {Runner}.")]
    private partial void LogRight(Version version, string runner);

    [LoggerMessage(EventId = 3541, Message = "{Sentence}")]
    private partial void LogWrong(LogLevel level, string sentence);

    [LoggerMessage(3542, LogLevel.Warning, "GitHub does not say whether it takes version {Version} of {Runner} ({Fault}): {Detail}")]
    private partial void LogUnknown(Version version, string runner, GitHubFault fault, string detail);
}
