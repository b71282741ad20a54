using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Items;
using FamilyCart.Api.Paging;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.History;

/// <summary>Reads what was deleted from a list for its members, the latest first.</summary>
internal sealed class HistoryReader(NpgsqlDataSource database)
{
    internal async Task<Result<Page<HistoryEntry>>> GetAllAsync(
        int listId, Guid callerId, PageRequest page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var entries = (await connection.QueryAsync<ItemRow, DeletionRow, HistoryEntry>(
            new CommandDefinition(
                HistoryQueries.SelectByList,
                new { ListId = listId, CallerId = callerId, Later = 0, Limit = page.Limit + 1, page.Offset },
                cancellationToken: cancellationToken),
            HistoryEntry.From,
            splitOn: "deleted_at")).AsList();
        var isMember = entries.Count > 0 || await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ItemQueries.SelectMembership, new { ListId = listId, CallerId = callerId }, cancellationToken: cancellationToken));
        return isMember ? page.Cut<HistoryEntry>([.. entries]) : await ListLock.ExplainAsync(connection, listId, cancellationToken);
    }
}
