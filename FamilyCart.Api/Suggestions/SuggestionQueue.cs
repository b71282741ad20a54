using Dapper;
using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Suggestions;

/// <summary>Takes requests for suggestions together with the change that causes them: both are committed, or neither.</summary>
internal sealed class SuggestionQueue(
    SuggestionSignal signal, AiSettings settings, IAiFlag flag, SuggestionMetrics metrics, TimeProvider time)
{
    /// <summary>So many lists together fill the queue.</summary>
    private const int Lists = 10;

    private const int SmallestShare = 100;

    /// <summary>
    /// Asks for a suggestion within the transaction that is open on the connection; an older request for the item is replaced.
    /// Beyond <see cref="AiSettings.QueueLimit"/> waiting requests, or a tenth of them of one list, it is dropped and counted: the item is worth more than its icon.
    /// </summary>
    /// <param name="connection">Where the item is written.</param>
    /// <param name="itemId">The item, new or with a new name.</param>
    /// <param name="name">What it is called now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when nothing will be suggested.</returns>
    internal async Task<bool> AddAsync(NpgsqlConnection connection, int itemId, string name, CancellationToken cancellationToken)
    {
        if (!flag.IsEnabled)
        {
            return false;
        }

        var isAdded = await connection.ExecuteAsync(new CommandDefinition(
            SuggestionQueries.Insert,
            new { ItemId = itemId, Name = name, Now = time.GetUtcNow().UtcDateTime, Limit = settings.QueueLimit, Share = ShareOf(settings.QueueLimit) },
            cancellationToken: cancellationToken)) > 0;
        metrics.Requested(isAdded);
        return isAdded;
    }

    /// <summary>Has this instance look at its requests at once. For after the commit; without it they are found within 2 s.</summary>
    internal void Wake() => signal.Raise();

    /// <summary>How many requests of one list may wait, so that the others have room as well.</summary>
    internal static int ShareOf(int queueLimit) => Math.Max(queueLimit / Lists, Math.Min(queueLimit, SmallestShare));
}
