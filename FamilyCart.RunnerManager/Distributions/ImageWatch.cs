using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Asks GitHub whether it takes the version of the runner in this host's image: at the start, every hour, and when the image is another one.</summary>
internal sealed partial class ImageWatch(
    ContainerSettings settings, ImageInspection inspection, DistributionVersion distribution, VersionCheck check, TimeProvider time, ILogger<ImageWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(30);

    private readonly ImageVersion _image = distribution.Image;
    private string? _id;
    private bool _unanswered;
    private bool _refused;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Image is null)
        {
            return;
        }

        var due = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await HasChangedAsync(settings.Image, stoppingToken) || due <= time.GetUtcNow())
                {
                    due = time.GetUtcNow() + (await AskAsync(stoppingToken) ? s_interval : s_soon);
                }
            }
            catch (EngineException exception)
            {
                if (!_refused)
                {
                    LogRefused(settings.Image, exception.Message);
                }

                _refused = true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(s_glance, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> HasChangedAsync(string image, CancellationToken cancellationToken)
    {
        if (await inspection.IdAsync(cancellationToken) is not { } id || id == _id)
        {
            return false;
        }

        _image.Current = await inspection.VersionAsync(cancellationToken);
        _id = id;
        _refused = false;
        if (_image.Current is null)
        {
            LogUnversioned(image);
        }

        return true;
    }

    /// <returns>Whether GitHub said something of it.</returns>
    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        if (!Version.TryParse(_image.Current, out var current))
        {
            return true;
        }

        if (!(await check.AskAsync(current, cancellationToken)).Try(out var verdict, out var error))
        {
            if (!_unanswered)
            {
                LogUnknown(current, error.Fault, error.Detail);
            }

            _unanswered = true;
            return false;
        }

        _unanswered = false;
        var before = _image.Verdict;
        _image.Verdict = verdict is null ? null : verdict with { IsOfImage = true };
        if (_image.Verdict?.Sentence is { } sentence && sentence != before?.Sentence)
        {
            LogWrong(verdict!.Standing == VersionStanding.Deprecated ? LogLevel.Error : LogLevel.Warning, sentence);
        }

        return verdict is not null;
    }

    [LoggerMessage(EventId = 3545, Message = "{Sentence}")]
    private partial void LogWrong(LogLevel level, string sentence);

    [LoggerMessage(3546, LogLevel.Warning, "GitHub does not say whether it takes version {Version} of the runner in the image ({Fault}): {Detail}")]
    private partial void LogUnknown(Version version, GitHubFault fault, string detail);

    [LoggerMessage(3547, LogLevel.Warning, "The runner in the image {Image} does not say its version, so nobody knows whether GitHub takes it.")]
    private partial void LogUnversioned(string image);

    [LoggerMessage(3548, LogLevel.Warning, "The runner in the image {Image} cannot be asked for its version, which is tried again: {Reason}")]
    private partial void LogRefused(string image, string reason);
}
