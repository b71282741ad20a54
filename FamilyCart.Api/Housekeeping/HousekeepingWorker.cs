using Dapper;
using FamilyCart.Api.Database;
using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Housekeeping;

/// <summary>
/// Removes what nobody needs any more, once an hour on every instance: whoever comes first takes a row. Each batch is a
/// statement of its own, so that nobody waits for it for long and nothing is lost when the instance stops.
/// </summary>
internal sealed partial class HousekeepingWorker(
    NpgsqlDataSource database,
    HousekeepingSettings settings,
    HousekeepingMetrics metrics,
    TimeProvider time,
    ILogger<HousekeepingWorker> logger) : BackgroundService
{
    /// <summary>The latest changes of a list, which stay.</summary>
    internal const int KeptEvents = 500;

    /// <summary>Batches of one kind in one clean-up; the rest waits for the next.</summary>
    private const int LargestBatches = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CleanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left over is removed by the next clean-up.
        }
    }

    /// <summary>Removes all that is too old now; a kind that fails is left for the next time.</summary>
    internal async Task CleanAsync(CancellationToken cancellationToken)
    {
        foreach (var litter in Litter.All(settings))
        {
            try
            {
                var removed = await CleanAsync(litter, cancellationToken);
                if (removed > 0)
                {
                    LogRemoved(removed, litter.Kind);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(litter.Kind, exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
            }
        }
    }

    private async Task<int> CleanAsync(Litter litter, CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - litter.Age).UtcDateTime;
        var total = 0;
        for (var batch = 0; batch < LargestBatches; batch++)
        {
            await using var connection = await database.OpenPromptlyAsync(cancellationToken);
            var removed = await connection.ExecuteAsync(new CommandDefinition(
                litter.Statement,
                new { Before = before, Limit = litter.BatchSize, Kept = KeptEvents },
                cancellationToken: cancellationToken));
            metrics.Removed(litter.Kind, removed);
            total += removed;
            if (removed < litter.BatchSize)
            {
                break;
            }
        }

        return total;
    }
}
