using System.Text;
using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Events;

/// <summary>What sockets are told, kept in PostgreSQL so that nobody can miss it.</summary>
internal sealed class ListEventStore(NpgsqlDataSource database)
{
    /// <summary>How many events are read at once.</summary>
    internal const int PageSize = 500;

    private const string Insert = """
        insert into list_event (list_id, sequence, account_id, session_id, removed_account_id, closes_list, message, created_at)
        values (@ListId, @Sequence, @AccountId, @SessionId, @RemovedAccountId, @ClosesList, @Message::json, @Now);
        """;

    private const string Advance = "update shopping_list set last_sequence = @LastSequence, updated_at = @Now where id = @ListId";

    private const string Select = """
        select list_id, sequence, account_id, session_id, removed_account_id, closes_list, message::text as message, created_at
        from list_event
        where list_id = @ListId and sequence > @After
        order by sequence
        limit @Limit
        """;

    private const string Count = "select count(*) from list_event where list_id = @ListId and sequence > @After and sequence <= @UpTo";

    private const string SelectLatest = "select id as list_id, last_sequence from shopping_list where id = any(@ListIds)";

    /// <summary>Gives the change's news their numbers, in the change's transaction. Returns them as envelopes.</summary>
    internal static async Task<IReadOnlyList<Envelope>> AppendAsync(ListChange change, string? exceptSession, CancellationToken cancellationToken)
    {
        var sequence = change.List.LastSequence;
        var envelopes = new List<Envelope>(change.News.Count);
        foreach (var news in change.News)
        {
            sequence++;
            var message = news.Write(new EventStamp(change.List.Id, sequence, change.Now, change.AccountId));
            envelopes.Add(Envelope.ForList(change.List.Id, sequence, exceptSession, news.RemovedAccountId, news.ClosesList, message));
            await change.Connection.ExecuteAsync(new CommandDefinition(
                Insert,
                new
                {
                    ListId = change.List.Id,
                    Sequence = sequence,
                    change.AccountId,
                    SessionId = exceptSession,
                    news.RemovedAccountId,
                    news.ClosesList,
                    Message = Encoding.UTF8.GetString(message),
                    change.Now,
                },
                cancellationToken: cancellationToken));
        }

        if (envelopes.Count > 0)
        {
            await change.Connection.ExecuteAsync(new CommandDefinition(
                Advance, new { ListId = change.List.Id, LastSequence = sequence, change.Now }, cancellationToken: cancellationToken));
        }

        return envelopes;
    }

    /// <summary>The next events of a list after a number, in order.</summary>
    internal async Task<IReadOnlyList<ListEventRow>> ReadAsync(int listId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var rows = await connection.QueryAsync<ListEventRow>(new CommandDefinition(
            Select, new { ListId = listId, After = after, Limit = limit }, cancellationToken: cancellationToken));
        return rows.AsList();
    }

    /// <summary>How many events after a number and up to another are kept.</summary>
    internal async Task<long> CountAsync(int listId, long after, long upTo, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Count, new { ListId = listId, After = after, UpTo = upTo }, cancellationToken: cancellationToken));
    }

    /// <summary>The number of the latest change of each list.</summary>
    internal async Task<IReadOnlyList<ListPosition>> ReadLatestAsync(IReadOnlyCollection<int> listIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var rows = await connection.QueryAsync<ListPosition>(new CommandDefinition(
            SelectLatest, new { ListIds = listIds.ToArray() }, cancellationToken: cancellationToken));
        return rows.AsList();
    }
}
