using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Worker;

/// <summary>Asks the server for its archiver as often as a heartbeat is written.</summary>
internal sealed class ArchiverWatch(BackupSettings settings, NpgsqlDataSource database, BackupMetrics metrics, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Schedule.Heartbeat, time);
        try
        {
            do
            {
                try
                {
                    metrics.Archiver = await ArchiverStatus.ReadAsync(database, stoppingToken);
                }
                catch (Exception exception) when (exception.IsServerAway())
                {
                    // What was true before it went may be true no more.
                    metrics.Archiver = null;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }
}
