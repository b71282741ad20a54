using Dapper;
using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Suggestions;

/// <summary>Takes requests for suggestions together with the change that causes them: both are committed, or neither.</summary>
internal sealed class SuggestionQueue(
    SuggestionSignal signal, AiSettings settings, IAiFlag flag, SuggestionMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// Asks for a suggestion within the transaction that is open on the connection; an older request for the item is replaced.
    /// Beyond <see cref="AiSettings.QueueLimit"/> waiting requests it is dropped and counted: the item is worth more than its icon.
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
            new { ItemId = itemId, Name = name, Now = time.GetUtcNow().UtcDateTime, Limit = settings.QueueLimit },
            cancellationToken: cancellationToken)) > 0;
        metrics.Requested(isAdded);
        return isAdded;
    }

    /// <summary>Has this instance look at its requests at once. For after the commit; without it they are found within 2 s.</summary>
    internal void Wake() => signal.Raise();
}
