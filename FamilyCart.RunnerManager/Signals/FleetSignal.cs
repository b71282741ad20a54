using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Signals;

/// <summary>
/// Tells this instance that something changed, by PostgreSQL's notifications on the channel <c>fleet</c>. A hint and no more: whoever
/// waits looks again after a while without one, so a lost notification costs time and nothing else.
/// </summary>
internal sealed partial class FleetSignal([FromKeyedServices(ReservedDatabase.Key)] NpgsqlDataSource database, TimeProvider time, ILogger<FleetSignal> logger) : BackgroundService
{
    public const string Channel = "fleet";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource[] _next = [.. Enum.GetValues<FleetTopic>().Select(_ => New())];

    /// <summary>What completes with the next change. Take it before looking, so that a change in between is not missed.</summary>
    public Task Next(FleetTopic topic) => Volatile.Read(ref _next[(int)topic]).Task;

    /// <summary>Waits for a change, but for no more than a second.</summary>
    /// <param name="next">From <see cref="Next"/>.</param>
    /// <param name="cancellationToken">Ends the wait without an exception.</param>
    public async Task WaitAsync(Task next, CancellationToken cancellationToken) =>
        await next.WaitAsync(s_patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Tells this instance alone.</summary>
    public void Tell(FleetTopic topic) => Interlocked.Exchange(ref _next[(int)topic], New()).TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Here as wherever the database is used: of a connection that breaks at the wrong moment, Npgsql says that it is disposed.
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is IOException)
            {
                LogDeaf((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
                await Task.Delay(s_patience, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => Tell(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // What was told while nobody listened.
        Array.ForEach(Enum.GetValues<FleetTopic>(), Tell);
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void Tell(string payload)
    {
        if (Enum.TryParse<FleetTopic>(payload, ignoreCase: true, out var topic))
        {
            Tell(topic);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(3020, LogLevel.Warning, "Changes are seen a second later, since the database tells of none ({Reason}).")]
    private partial void LogDeaf(string reason);
}
