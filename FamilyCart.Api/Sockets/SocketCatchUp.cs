using FamilyCart.Api.Events;
using Npgsql;

namespace FamilyCart.Api.Sockets;

/// <summary>
/// Tells sockets from the database what did not reach this instance: what was lost between instances, came in another order, was
/// committed by one that died before it told anybody, or happened while Redis was away.
/// </summary>
internal sealed partial class SocketCatchUp(
    SocketHub hub, ListEventStore events, SocketSettings settings, TimeProvider time, ILogger<SocketCatchUp> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), LookAsync(stoppingToken));

    /// <summary>Looks up how far the watched lists have come.</summary>
    internal async Task LookAsync(IReadOnlyDictionary<int, long> watched, CancellationToken cancellationToken)
    {
        if (watched.Count == 0)
        {
            return;
        }

        foreach (var list in await events.ReadLatestAsync([.. watched.Keys], cancellationToken))
        {
            if (list.LastSequence > watched[list.ListId])
            {
                await CatchUpAsync(list.ListId, cancellationToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        await foreach (var listId in hub.Behind.ReadAllAsync(stoppingToken))
        {
            await TryAsync(token => CatchUpAsync(listId, token), stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.CatchUpInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(token => LookAsync(hub.Sequences(), token), stoppingToken);
        }
    }

    private async Task CatchUpAsync(int listId, CancellationToken cancellationToken)
    {
        // Read before the events, so that all up to it must be among them.
        if (await events.ReadLatestAsync([listId], cancellationToken) is not [{ LastSequence: var latest }])
        {
            return;
        }

        // More than sockets can hold at once would cut all of them off; reading the list is quicker, too.
        if (latest - hub.SequenceOf(listId) > settings.QueueLimit / 2)
        {
            Skip(listId, latest);
        }

        while (hub.SequenceOf(listId) is { } told && told < latest)
        {
            var rows = await events.ReadAsync(listId, told, ListEventStore.PageSize, cancellationToken);
            foreach (var row in rows)
            {
                // What is missing here was counted by the version before, which kept no events, or is too old.
                Skip(listId, row.Sequence - 1);
                hub.Deliver(row.ToEnvelope());
            }

            if (rows.Count == 0)
            {
                Skip(listId, latest);
            }
        }
    }

    private void Skip(int listId, long sequence)
    {
        if (hub.SequenceOf(listId) < sequence)
        {
            hub.Skip(listId, sequence, ResyncMessage.Write(listId, sequence, time.GetUtcNow()));
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogUnread(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
        }
    }
}
