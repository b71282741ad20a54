using FamilyCart.RunnerManager.GitHub.Settings;

namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>Checks the credentials at the start, every hour, and when the configuration or a file that it names has changed.</summary>
internal sealed partial class CredentialWatch(
    CredentialCheck check, CredentialReports reports, GitHubConfiguration settings, ICredentialMark mark, TimeProvider time, ILogger<CredentialWatch> logger)
    : BackgroundService
{
    private const double WarningDays = 14;

    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan _glance = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var wake = CancellationTokenSource.CreateLinkedTokenSource(settings.Changed, stoppingToken);
            var before = mark.Current;
            var found = await check.RunAsync(stoppingToken);
            reports.Current = found;
            Say(found);

            // Where GitHub could not be asked, an hour is too long.
            await RestAsync(found.Any(static report => report.Valid is null) ? _soon : _interval, before, wake.Token);
        }
    }

    private async Task RestAsync(TimeSpan rest, string before, CancellationToken wake)
    {
        var end = time.GetUtcNow() + rest;
        while (!wake.IsCancellationRequested && end - time.GetUtcNow() is { Ticks: > 0 } left && mark.Current == before)
        {
            await Task.Delay(settings.Current.UsesFiles && left > _glance ? _glance : left, time, wake).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Say(IReadOnlyList<CredentialReport> found)
    {
        foreach (var report in found)
        {
            if (report.Faults.Count > 0)
            {
                LogFaulty(report.Name, settings.Current.ApiAddress.Host, string.Join(' ', report.Faults));
            }

            if (report.Excess.Count > 0)
            {
                LogExcess(report.Name, string.Join(", ", report.Excess));
            }

            if (report.DaysLeft(time.GetUtcNow()) is { } days and < WarningDays)
            {
                LogExpires(report.Name, Math.Round(days, 1));
            }
        }
    }

    [LoggerMessage(3120, LogLevel.Error, "The GitHub credential {Credential} has faults at {Host}: {Faults}")]
    private partial void LogFaulty(string credential, string host, string faults);

    [LoggerMessage(3121, LogLevel.Warning, "The GitHub credential {Credential} may do more than the fleet needs: {Excess}.")]
    private partial void LogExcess(string credential, string excess);

    [LoggerMessage(3122, LogLevel.Warning, "The GitHub credential {Credential} expires in {Days} days.")]
    private partial void LogExpires(string credential, double days);
}
