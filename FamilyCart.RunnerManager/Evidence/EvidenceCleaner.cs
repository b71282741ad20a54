using Dapper;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Removes what is old: every host its logs, the leader rows of the database, in small batches that keep nobody waiting.</summary>
internal sealed partial class EvidenceCleaner(
    EvidenceSettings settings, LogFolder folder, NpgsqlDataSource database, FleetView view, TimeProvider time, ILogger<EvidenceCleaner> logger) : BackgroundService
{
    internal const int MostAtOnce = 1000;

    // What a runner or a job is tied to goes with it. Each selects by an index of its own.
    private static readonly string[] s_batches =
    [
        """
        delete from webhook_delivery where delivery_id in (
            select delivery_id from webhook_delivery where received_at < clock_timestamp() - @keep and processed_at is not null order by received_at limit @most)
        """,
        "delete from workflow_job where id in (select id from workflow_job where status = 'completed' and told_at < clock_timestamp() - @keep order by told_at limit @most)",
        "delete from runner where id in (select id from runner where state = 'gone' and state_since < clock_timestamp() - @keep order by state_since limit @most)",
    ];

    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Not in the manager's first minute, which has more urgent things.
            await Task.Delay(s_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var logs = folder.Clean();
                var rows = view.Current is { Leads: true } ? await CleanAsync(stoppingToken) : 0;
                if (logs + rows > 0)
                {
                    LogCleaned(logs, rows);
                }
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is IOException or UnauthorizedAccessException)
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }
    }

    /// <summary>Removes rows until none is old.</summary>
    /// <returns>How many deliveries, jobs and runners were removed.</returns>
    internal async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var all = 0;
        foreach (var batch in s_batches)
        {
            int removed;
            do
            {
                removed = await connection.ExecuteAsync(new CommandDefinition(batch, new { keep = settings.KeepRows, most = MostAtOnce }, cancellationToken: cancellationToken));
                all += removed;
                await Task.Delay(removed > 0 ? s_breath : TimeSpan.Zero, time, cancellationToken);
            }
            while (removed == MostAtOnce);
        }

        return all;
    }

    [LoggerMessage(3321, LogLevel.Information, "Removed {Logs} old logs and {Rows} old rows.")]
    private partial void LogCleaned(int logs, int rows);

    [LoggerMessage(3322, LogLevel.Warning, "What is old is removed later, since something is in the way ({Reason}).")]
    private partial void LogLater(string reason);
}
