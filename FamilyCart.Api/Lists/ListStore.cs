using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Database;
using FamilyCart.Api.Items;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Lists;

internal sealed class ListStore(NpgsqlDataSource database, TimeProvider time)
{
    internal async Task<IReadOnlyList<ListResponse>> GetAllAsync(Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            ListQueries.SelectAll, new { CallerId = callerId }, cancellationToken: cancellationToken));
        var lists = await results.ReadAsync<ListRow>();
        var members = ReadMembers(results).ToLookup(member => member.ListId, member => member.Account);
        var items = (await results.ReadAsync<ItemRow>()).ToLookup(row => row.ShoppingListId, ItemResponse.From);
        return [.. lists.Select(list => ListResponse.From(list, items[list.Id], members[list.Id]))];
    }

    internal async Task<Result<ListResponse>> GetAsync(int listId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using (var results = await connection.QueryMultipleAsync(new CommandDefinition(
            ListQueries.SelectOne, new { ListId = listId, CallerId = callerId }, cancellationToken: cancellationToken)))
        {
            if (await results.ReadSingleOrDefaultAsync<ListRow>() is { } list)
            {
                var members = ReadMembers(results).Select(member => member.Account).ToList();
                return ListResponse.From(list, (await results.ReadAsync<ItemRow>()).Select(ItemResponse.From), members);
            }
        }

        return await ExplainAsync(connection, listId, cancellationToken);
    }

    internal async Task<ListRow> AddAsync(CreateListRequest request, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleAsync<ListRow>(new CommandDefinition(
            ListQueries.Insert,
            new { Name = request.Name!.Trim(), request.Description, CallerId = callerId, Now = time.GetUtcNow().UtcDateTime },
            cancellationToken: cancellationToken));
    }

    /// <summary>Makes the account with this address a member; returns the change's number, or null when nothing changed.</summary>
    internal async Task<long?> AddMemberAsync(int listId, Guid callerId, string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
            ListQueries.InsertMember,
            new { ListId = listId, CallerId = callerId, EmailKey = EmailAddress.ToKey(email), Now = time.GetUtcNow().UtcDateTime },
            cancellationToken: cancellationToken));
    }

    /// <summary>Says why a statement that asks for membership found nothing.</summary>
    internal static async Task<Failure> ExplainAsync(NpgsqlConnection connection, int listId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ListQueries.SelectExists, new { ListId = listId }, cancellationToken: cancellationToken))
            ? Failure.ListForbidden
            : Failure.ListUnknown;

    private static IEnumerable<MemberRow> ReadMembers(SqlMapper.GridReader results) =>
        results.Read<int, Account, MemberRow>((listId, account) => new MemberRow(listId, account), splitOn: "id");
}
