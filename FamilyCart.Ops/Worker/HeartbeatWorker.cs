using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Worker;

/// <summary>Writes a row every few seconds, so that a restore can tell how old its data are.</summary>
internal sealed partial class HeartbeatWorker(
    BackupSettings settings, NpgsqlDataSource database, BackupMetrics metrics, TimeProvider time, ILogger<HeartbeatWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Schedule.Heartbeat, time);
        var (isBeating, hasTable) = (true, false);
        try
        {
            do
            {
                isBeating = hasTable = await BeatAsync(isBeating, hasTable, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task<bool> BeatAsync(bool wasBeating, bool hasTable, CancellationToken cancellationToken)
    {
        try
        {
            if (!hasTable)
            {
                await DoAsync(Heartbeats.Table, cancellationToken);
            }

            await DoAsync(Heartbeats.Beat, cancellationToken);
            metrics.Beat();
            return true;
        }
        catch (Exception exception) when (exception.IsServerAway())
        {
            if (wasBeating)
            {
                LogMissed(exception.Message);
            }

            return false;
        }
    }

    private async Task DoAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(7002, LogLevel.Warning, "No heartbeat can be written: {Reason}")]
    private partial void LogMissed(string reason);
}
