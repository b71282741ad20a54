using FamilyCart.Prober.Telemetry;
using FamilyCart.Prober.Walks;

namespace FamilyCart.Prober.Running;

/// <summary>Walks at once and then in a steady rhythm, one walk at a time: what is late is left out.</summary>
internal sealed partial class ProbeWorker(
    Walker walker, ProbeMetrics metrics, LastWalk last, ProbeSettings settings, TimeProvider time, ILogger<ProbeWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Begin();
        using var timer = new PeriodicTimer(settings.Interval, time);
        WalkResult? before = null;
        try
        {
            do
            {
                // A prober that was killed may have left something as well.
                var walk = await walker.WalkAsync(cleansUp: before is not { IsTidy: true }, stoppingToken);
                metrics.Walked(walk);
                last.Ended();
                if (walk.Outcome == WalkOutcome.Succeeded && before?.Outcome != WalkOutcome.Succeeded)
                {
                    LogSucceeded(walk.Duration.TotalMilliseconds);
                }

                before = walk;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The prober stops.
        }
    }

    [LoggerMessage(6011, LogLevel.Information, "The walk succeeds, in {Milliseconds:0} ms")]
    private partial void LogSucceeded(double milliseconds);
}
