using System.Threading.Channels;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>
/// Stores deliveries, and what they tell of jobs with them. Those that come while others are being stored share the next round trip and
/// its commit: as long as the disk takes for one, it takes for all.
/// </summary>
internal sealed partial class DeliveryWriter(NpgsqlDataSource database, WebhookSettings settings, FleetSignal signal, ILogger<DeliveryWriter> logger) : BackgroundService
{
    private const int MostAtOnce = 200;

    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(new BoundedChannelOptions(settings.Waiting) { SingleReader = true });
    private bool _recorded;

    /// <summary>Whether anything was recorded since it was asked last: others do not know of it yet.</summary>
    public bool TakeRecorded() => Interlocked.Exchange(ref _recorded, false);

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
            await StoreAsync(batch.ConvertAll(entry => entry.Delivery), cancellationToken);
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
            signal.Tell(FleetTopic.Deliveries);
        }
    }

    private async Task StoreAsync(List<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(connection => DeliveryBatch.Recorded(connection, deliveries), cancellationToken);
            Volatile.Write(ref _recorded, true);
        }
        // Whatever is in the way of the jobs, such as somebody's lock, keeps no delivery from being stored.
        catch (PostgresException exception)
        {
            LogApart(deliveries.Count, exception.SqlState);
            await SendAsync(connection => DeliveryBatch.Stored(connection, deliveries), cancellationToken);
        }
    }

    private async Task SendAsync(Func<NpgsqlConnection, NpgsqlBatch> batchOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = batchOf(connection);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(3010, LogLevel.Warning, "{Count} deliveries could not be stored and were refused ({Reason}).")]
    private partial void LogRefused(int count, string reason);

    [LoggerMessage(3014, LogLevel.Information, "{Count} deliveries were stored, and what they tell of jobs is recorded later ({Reason}).")]
    private partial void LogApart(int count, string reason);

    private sealed record Entry(Delivery Delivery)
    {
        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
