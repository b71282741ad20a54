using System.Net;
using Dapper;
using FamilyCart.Api.Ordering;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Api.Usage;
using Npgsql;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>A list such as no family has.</summary>
[Collection(ApartCollection.Name)]
public sealed class LargeListTests(ApiFixture fixture)
{
    private const int LargestAnswer = 2_000_000;

    [Fact]
    public async Task List_OfAHundredThousandItems_IsReadInBounds()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "large");
        await using var api = ApiApplication.Start(
            database.ConnectionString + ";Command Timeout=300",
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Lists:Items"] = "100001", ["Requests:Timeout"] = "00:02:00" });
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        await FillAsync(database, listId, ann.Id);

        foreach (var path in (string[])
        [
            "shopping-lists", $"shopping-lists/{listId}", $"shopping-lists/{listId}/items", $"items/list/{listId}?limit=1000&cursor=99000",
            $"shopping-lists/{listId}/history", $"shopping-lists/{listId}/history?limit=1000&cursor=50000", $"shopping-lists/{listId}/changes?limit=500",
            $"shopping-lists/{listId}/changes?after=99990", $"shopping-lists/{listId}/members", $"items/suggestions?query=item&list_id={listId}", "items/suggestions?limit=50", $"items/suggestions?limit=50&list_id={listId}",
        ])
        {
            var answer = await ann.GetAsync(path);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Status} {answer.Body}");
            var length = answer.Body.GetRawText().Length;
            Assert.True(length <= LargestAnswer, $"{path}: {length} characters");
        }

        var added = await ann.AddItemAsync(listId);
        var first = await database.ReadAsync<int>("select min(id) from item where list_id = $1", listId);
        (await ann.PostAsync($"items/{added}/move", new { before_id = (int?)null })).ShouldSucceed();
        (await ann.PostAsync($"items/{added}/move", new { before_id = first })).ShouldSucceed();
        Assert.Equal(1001, await database.ReadAsync<long>("select count(*) from item where list_id = $1 and position is not null", listId));
        await PlansShouldStopAsync(database, listId, ann.Id);
        await SuggestionsShouldLookUpTheRestAsync(database, ann, listId);
    }

    private static async Task PlansShouldStopAsync(ApiDatabase database, int listId, Guid accountId)
    {
        await database.ExecuteAsync("analyze");
        foreach (var (statement, index) in new[]
        {
            (OrderingQueries.SelectLower, "item_placed"), (OrderingQueries.SelectUpper, "item_placed"),
            (OrderingQueries.SelectUnplaced, "item_unplaced"), (OrderingQueries.SelectIsUnplaced, "item_unplaced"),
            (UsageQueries.SelectMostUsed, "item_usage_most"), (UsageQueries.SelectMostUsed, "item_name"),
        })
        {
            await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
            await using var connection = await source.OpenConnectionAsync();
            var plan = string.Join('\n', await connection.QueryAsync<string>($"explain {statement}", new
            {
                ListId = listId,
                CategoryId = (int?)null,
                ItemId = 1,
                OtherId = 0,
                Position = 0.0,
                Limit = 10,
                CallerId = accountId,
                Lists = 100,
                Names = 500,
                Present = Array.Empty<string>(),
                LongListId = (int?)listId,
            }));
            Assert.True(plan.Contains(index, StringComparison.Ordinal) && !plan.Contains("Seq Scan on item", StringComparison.Ordinal), plan);
        }
    }

    private static async Task SuggestionsShouldLookUpTheRestAsync(ApiDatabase database, Person ann, int listId)
    {
        // Both were used most: the last item of the list, which is there, and one that is not.
        await database.ExecuteAsync(
            """
            insert into item_usage (list_id, name_key, name, uses, last_used_at)
            values ($1, 'item 100000', 'ITEM 100000', 9, now()), ($1, 'absent', 'Absent', 8, now())
            on conflict (list_id, name_key) do update set uses = excluded.uses, name = excluded.name
            """,
            listId);
        var names = (await ann.GetAsync($"items/suggestions?limit=50&list_id={listId}")).ShouldSucceed().EnumerateArray()
            .Select(suggestion => suggestion.GetProperty("name").GetString()).ToList();
        Assert.Contains("Absent", names);
        Assert.DoesNotContain("ITEM 100000", names);
    }

    private static async Task FillAsync(ApiDatabase database, int listId, Guid ownerId)
    {
        await database.ExecuteAsync(
            """
            insert into item (list_id, name, comment, owner_id, last_modified_by_id, created_at, updated_at)
            select $1, 'Item ' || n, repeat('c', 100), $2, $2, now(), now() from generate_series(1, 100000) n
            """,
            listId,
            ownerId);
        await database.ExecuteAsync(
            """
            insert into deleted_item (id, list_id, name, content, deleted_at, deleted_by_id)
            select -i.id, i.list_id, i.name, to_jsonb(i), now(), $2 from item i where i.list_id = $1
            """,
            listId,
            ownerId);
        await database.ExecuteAsync(
            """
            insert into list_event (list_id, sequence, account_id, message, created_at)
            select $1, n, $2, json_build_object('type', 'item_change', 'sequence', n), now() from generate_series(1, 100000) n
            """,
            listId,
            ownerId);
        await database.ExecuteAsync(
            """
            insert into item_usage (list_id, name_key, name, last_used_at)
            select $1, 'item ' || n, 'Item ' || n, now() from generate_series(1, 100000) n
            """,
            listId);
        await database.ExecuteAsync("update shopping_list set last_sequence = 100000 where id = $1", listId);
        await database.ExecuteAsync("analyze");
    }
}
