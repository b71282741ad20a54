using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.History;

/// <summary>Reads for members who changed what in a list, as its sockets were told.</summary>
internal sealed class ChangesReader(NpgsqlDataSource database)
{
    // The latest number is read before the changes, so that all up to it must be among them.
    private const string Select = """
        select l.last_sequence
        from list_member me join shopping_list l on l.id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId;

        select e.sequence, e.message::text as message
        from list_member me join list_event e on e.list_id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId and e.sequence > @After
        order by e.sequence
        limit @Limit
        """;

    /// <summary>The number after which no change is missing: that before the first one after the last gap.</summary>
    private const string SelectForgotten = """
        select coalesce(
            (select max(e.sequence) - 1
             from list_event e
             where e.list_id = l.id
                 and not exists (select from list_event p where p.list_id = e.list_id and p.sequence = e.sequence - 1)
                 and exists (select from list_event z where z.list_id = e.list_id and z.sequence = l.last_sequence)),
            l.last_sequence)
        from list_member me join shopping_list l on l.id = me.list_id
        where me.list_id = @ListId and me.account_id = @CallerId
        """;

    internal async Task<Result<ChangesPage>> GetAsync(
        int listId, Guid callerId, ChangesRequest request, CancellationToken cancellationToken)
    {
        var (after, limit) = (request.After!.Value, request.Limit!.Value);
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            Select, new { ListId = listId, CallerId = callerId, After = after, Limit = limit }, cancellationToken: cancellationToken));
        var sequence = await results.ReadSingleOrDefaultAsync<long?>();
        var rows = await results.ReadAsync<ChangeRow>();
        if (sequence is not { } latest)
        {
            return await ListLock.ExplainAsync(connection, listId, cancellationToken);
        }

        var messages = rows
            .TakeWhile((row, index) => row.Sequence == after + 1 + index)
            .Select(row => row.Message)
            .ToList();
        var reached = after + messages.Count;
        if (messages.Count > 0 || after == latest)
        {
            return new ChangesPage(messages, reached < latest ? reached : null);
        }

        // Also a number that the list has not reached yet is none that its changes go on from.
        var forgottenUpTo = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            SelectForgotten, new { ListId = listId, CallerId = callerId }, cancellationToken: cancellationToken));
        return new ChangesPage(messages, null, forgottenUpTo);
    }
}
