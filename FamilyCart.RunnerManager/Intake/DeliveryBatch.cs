using FamilyCart.RunnerManager.Fleet;
using Npgsql;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>Statements that go to the database together, and are one transaction.</summary>
/// <remarks>
/// Nobody is notified by them: transactions that notify commit one after the other, and each would wait for the others' disk.
/// </remarks>
internal static class DeliveryBatch
{
    // Whoever waits for an answer does not wait for somebody's lock.
    private const string Patience = "select set_config('lock_timeout', '250ms', true)";

    private const string Store = """
        insert into webhook_delivery (delivery_id, event, action, run_id, run_attempt, job_id, body, processed_at)
        select told.*, case when @processed then clock_timestamp() end from unnest(@ids, @events, @actions, @runs, @attempts, @jobs, @bodies) as told
        on conflict (delivery_id) do nothing
        """;

    /// <summary>Stores deliveries and leaves them to be processed.</summary>
    public static NpgsqlBatch Stored(NpgsqlConnection connection, IReadOnlyList<Delivery> deliveries) =>
        new(connection) { BatchCommands = { Storing(deliveries, processed: false) } };

    /// <summary>Stores deliveries and records what they tell of jobs, so that nothing is left to be processed.</summary>
    public static NpgsqlBatch Recorded(NpgsqlConnection connection, IReadOnlyList<Delivery> deliveries)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Patience), Storing(deliveries, processed: true) } };
        foreach (var once in ToldJobs.InTurns([.. deliveries.Select(delivery => delivery.Head?.Job).OfType<GitHub.GitHubJob>()]))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresFleetSql.Record) { Parameters = { new("jobs", once) } });
        }

        return batch;
    }

    private static NpgsqlBatchCommand Storing(IReadOnlyList<Delivery> deliveries, bool processed) => new(Store)
    {
        Parameters =
        {
            new("processed", processed),
            Column("ids", deliveries, delivery => delivery.Id),
            Column("events", deliveries, delivery => delivery.Event),
            Column("actions", deliveries, delivery => delivery.Head?.Action),
            Column("runs", deliveries, delivery => delivery.Head?.Job.RunId),
            Column("attempts", deliveries, delivery => delivery.Head?.Job.RunAttempt),
            Column("jobs", deliveries, delivery => delivery.Head?.Job.Id),
            Column("bodies", deliveries, delivery => delivery.Body),
        },
    };

    private static NpgsqlParameter<TValue[]> Column<TValue>(string name, IReadOnlyList<Delivery> deliveries, Func<Delivery, TValue> valueOf) =>
        new(name, [.. deliveries.Select(valueOf)]);
}
