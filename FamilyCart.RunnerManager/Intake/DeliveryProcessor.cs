using Dapper;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>Turns stored deliveries into what is known of jobs. Every instance does; none takes what another has in hand.</summary>
internal sealed partial class DeliveryProcessor(NpgsqlDataSource database, IFleetStore fleet, FleetSignal signal, ILogger<DeliveryProcessor> logger) : BackgroundService
{
    private const int MostAtOnce = 200;

    private const string ClaimSql = """
        select delivery_id, body from webhook_delivery where processed_at is null
        order by received_at limit @limit for update skip locked
        """;

    private const string DoneSql = "update webhook_delivery set processed_at = greatest(received_at, clock_timestamp()) where delivery_id = any(@ids)";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var heard = signal.Next(FleetTopic.Deliveries);
            try
            {
                while (await ProcessAsync(stoppingToken) == MostAtOnce)
                {
                }
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }

            await signal.WaitAsync(heard, stoppingToken);
        }
    }

    /// <returns>How many deliveries were processed.</returns>
    private async Task<int> ProcessAsync(CancellationToken cancellationToken)
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
