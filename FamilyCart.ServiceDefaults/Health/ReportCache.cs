using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults.Health;

// One run at a time, shared by everyone who asks meanwhile and for a second after.
internal sealed class ReportCache(
    Func<HealthCheckRegistration, bool> picks,
    CheckRunner runner,
    HealthSettings settings,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    private readonly Lock _lock = new();
    private Task<Report>? _run;
    private long _finishedAt;
    private bool _sawStopping;

    public Task<Report> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!IsUsable())
            {
                _sawStopping = lifetime.ApplicationStopping.IsCancellationRequested;
                _run = RunAsync();
            }

            return _run!.WaitAsync(cancellationToken);
        }
    }

    private bool IsUsable()
    {
        // What was healthy before the host began to stop is not any more.
        if (_run is null || _sawStopping != lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }

        return !_run.IsCompleted || time.GetElapsedTime(Volatile.Read(ref _finishedAt)) < settings.CacheDuration;
    }

    // Belongs to nobody's request: a caller who leaves must not end it for the others. The runner bounds its time.
    private async Task<Report> RunAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var report = await runner.RunAsync(picks, CancellationToken.None);
        Volatile.Write(ref _finishedAt, time.GetTimestamp());
        return report;
    }
}
