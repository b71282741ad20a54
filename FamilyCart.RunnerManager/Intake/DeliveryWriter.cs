using System.Threading.Channels;
using Dapper;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>Stores deliveries. Those that come while others are being stored share the next statement and its commit.</summary>
/// <remarks>
/// Nobody is notified by the database: transactions that notify commit one after the other, and each would wait for the others' disk.
/// This instance knows what it has stored, and the others look once a second for what it did not live to process.
/// </remarks>
internal sealed partial class DeliveryWriter(NpgsqlDataSource database, WebhookSettings settings, FleetSignal signal, ILogger<DeliveryWriter> logger) : BackgroundService
{
    private const int MostAtOnce = 200;

    private const string Sql = """
        insert into webhook_delivery (delivery_id, event, action, run_id, run_attempt, job_id, body)
        select * from unnest(@ids, @events, @actions, @runs, @attempts, @jobs, @bodies)
        on conflict (delivery_id) do nothing
        """;

    // What does not fit is read from the database.
    private readonly Channel<Delivery> _stored = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(settings.Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(new BoundedChannelOptions(settings.Waiting) { SingleReader = true });

    /// <summary>What was stored here and is to be processed, so that nobody has to read it back.</summary>
    public ChannelReader<Delivery> Stored => _stored.Reader;

    /// <summary>Stores a delivery; one that is stored already is left as it is.</summary>
    /// <returns>False at once when too many wait, or when the database could not take it.</returns>
    public async Task<bool> TryStoreAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var entry = new Entry(delivery);
        return _waiting.Writer.TryWrite(entry) && await entry.Stored.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await WriteAsync(Take(), stoppingToken);
            }
        }
        finally
        {
            _waiting.Writer.Complete();
            while (_waiting.Reader.TryRead(out var left))
            {
                left.Stored.SetResult(false);
            }
        }
    }

    private List<Entry> Take()
    {
        var batch = new List<Entry>();
        while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var entry))
        {
            batch.Add(entry);
        }

        return batch;
    }

    private async Task WriteAsync(List<Entry> batch, CancellationToken cancellationToken)
    {
        var stored = false;
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(Sql, Columns(batch.ConvertAll(entry => entry.Delivery)), cancellationToken: cancellationToken));
            stored = true;
        }
        // Each of them is refused; the poll finds what they told of.
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            LogRefused(batch.Count, (exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
        }
        finally
        {
            batch.ForEach(entry => entry.Stored.SetResult(stored));
        }

        if (stored)
        {
            // Without their bodies: only what they are about is asked for.
            batch.ForEach(entry => _stored.Writer.TryWrite(entry.Delivery with { Body = [] }));
            signal.Tell(FleetTopic.Deliveries);
        }
    }

    private static object Columns(List<Delivery> deliveries) => new
    {
        ids = deliveries.ConvertAll(delivery => delivery.Id).ToArray(),
        events = deliveries.ConvertAll(delivery => delivery.Event).ToArray(),
        actions = deliveries.ConvertAll(delivery => delivery.Head?.Action).ToArray(),
        runs = deliveries.ConvertAll(delivery => delivery.Head?.Job.RunId).ToArray(),
        attempts = deliveries.ConvertAll(delivery => delivery.Head?.Job.RunAttempt).ToArray(),
        jobs = deliveries.ConvertAll(delivery => delivery.Head?.Job.Id).ToArray(),
        bodies = deliveries.ConvertAll(delivery => delivery.Body).ToArray(),
    };

    [LoggerMessage(3010, LogLevel.Warning, "{Count} deliveries could not be stored and were refused ({Reason}).")]
    private partial void LogRefused(int count, string reason);

    private sealed record Entry(Delivery Delivery)
    {
        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
