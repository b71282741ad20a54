using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Database;
using FamilyCart.Api.Items;
using FamilyCart.Api.Paging;
using Npgsql;

namespace FamilyCart.Api.Lists;

/// <summary>Reads lists for their members.</summary>
internal sealed class ListReader(NpgsqlDataSource database)
{
    internal async Task<Page<ListResponse>> GetAllAsync(Guid callerId, PageRequest page, CancellationToken cancellationToken)
    {
        var part = page with { Limit = Math.Min(page.Limit, ListLimits.Lists) };
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            ListQueries.SelectAll,
            new { CallerId = callerId, Limit = part.Limit + 1, part.Offset, ItemLimit = ListLimits.ItemsInOverview + 1 },
            cancellationToken: cancellationToken));
        var lists = await results.ReadAsync<ListRow>();
        var members = ReadMembers(results).ToLookup(member => member.ListId, member => member.Account);
        var items = (await results.ReadAsync<ItemRow>()).ToLookup(row => row.ShoppingListId, ItemResponse.From);
        return part.Cut<ListResponse>(
            [.. lists.Select(list => ListResponse.From(list, [.. items[list.Id]], members[list.Id], ListLimits.ItemsInOverview))]);
    }

    /// <summary>One list within a transaction; null when the caller is no member. <see cref="ListJsonReader"/> reads it for a request.</summary>
    internal static async Task<ListResponse?> GetAsync(
        NpgsqlConnection connection, int listId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            ListQueries.SelectOne,
            new { ListId = listId, CallerId = callerId, ItemLimit = ListLimits.Items + 1 },
            cancellationToken: cancellationToken));
        if (await results.ReadSingleOrDefaultAsync<ListRow>() is not { } list)
        {
            return null;
        }

        var items = (await results.ReadAsync<ItemRow>()).Select(ItemResponse.From).ToList();
        var members = ReadMembers(results).Select(member => member.Account).ToList();
        return ListResponse.From(list, items, members, ListLimits.Items);
    }

    /// <summary>The list as events tell of it.</summary>
    internal static async Task<ListSummary> SummarizeAsync(NpgsqlConnection connection, int listId, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            ListQueries.SelectSummary, new { ListId = listId }, cancellationToken: cancellationToken));
        var row = await results.ReadSingleAsync<ListRow>();
        var members = ReadMembers(results).Select(member => member.Account).ToList();
        return new ListSummary(row.Id, row.Name, row.Description, row.OwnerId, row.CreatedAt, row.UpdatedAt, row.Version, members);
    }

    internal async Task<Page<DeletedListResponse>> GetDeletedAsync(Guid callerId, PageRequest page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var rows = await connection.QueryAsync<DeletedListResponse>(new CommandDefinition(
            ListQueries.SelectDeleted,
            new { CallerId = callerId, Limit = page.Limit + 1, page.Offset },
            cancellationToken: cancellationToken));
        return page.Cut<DeletedListResponse>([.. rows]);
    }

    private static IEnumerable<MemberRow> ReadMembers(SqlMapper.GridReader results) =>
        results.Read<int, Account, MemberRow>((listId, account) => new MemberRow(listId, account), splitOn: "id");
}
