using Dapper;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>
/// Tells the leader of what the writer recorded, and records what it could only store, which it finds in the database. Every instance
/// does; to process a delivery twice changes nothing.
/// </summary>
internal sealed partial class DeliveryProcessor(
    NpgsqlDataSource database, IFleetStore fleet, DeliveryWriter writer, FleetSignal signal, TimeProvider time, ILogger<DeliveryProcessor> logger) : BackgroundService
{
    private const int MostAtOnce = 200;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // Many in a row are one piece of news: the first is told of at once.
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(20);

    // A notification that a crash of the database loses is made up for by the next look, so nobody waits for its disk.
    private const string TellSql = $"select set_config('synchronous_commit', 'off', true); {PostgresFleetSql.WakeLeader}";

    private const string ClaimSql = """
        select delivery_id, body from webhook_delivery where processed_at is null
        order by received_at limit @limit for update skip locked
        """;

    private const string DoneSql = "update webhook_delivery set processed_at = greatest(received_at, clock_timestamp()) where delivery_id = any(@ids) and processed_at is null";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? looked = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var heard = signal.Next(FleetTopic.Deliveries);
            try
            {
                if (writer.TakeRecorded())
                {
                    await TellAsync(stoppingToken);
                }

                if (looked is not { } last || time.GetElapsedTime(last) >= s_pause)
                {
                    looked = time.GetTimestamp();
                    while (await ProcessLeftAsync(stoppingToken) == MostAtOnce)
                    {
                    }
                }
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }

            await signal.WaitAsync(heard, stoppingToken);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await connection.ExecuteAsync(new CommandDefinition(TellSql, cancellationToken: cancellationToken));
        }

        await Task.Delay(s_rest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <returns>How many deliveries were processed.</returns>
    private async Task<int> ProcessLeftAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claimed = (await connection.QueryAsync<(Guid Id, byte[] Body)>(
            new CommandDefinition(ClaimSql, new { limit = MostAtOnce }, transaction, cancellationToken: cancellationToken))).AsList();
        if (claimed.Count == 0)
        {
            return 0;
        }

        // Recorded in a transaction of its own: after a crash in between it is recorded once more, which changes nothing.
        var jobs = claimed.Select(delivery => WorkflowJobEvent.TryParse(delivery.Body)?.Job).OfType<GitHub.GitHubJob>().ToList();
        await fleet.RecordAsync(jobs, cancellationToken);
        var ids = claimed.Select(delivery => delivery.Id).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(DoneSql, new { ids }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return claimed.Count;
    }

    [LoggerMessage(3011, LogLevel.Warning, "Stored deliveries wait, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);
}
