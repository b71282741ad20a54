using System.Net;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.Api.Tests.Changes;

/// <summary>A list that many change at once while somebody else holds its lock.</summary>
[Collection(ApiCollection.Name)]
public sealed class HotListTests(ApiFixture fixture)
{
    private const int PoolSize = 4;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task HotList_MoreChangesThanConnections_LeavesOtherListsAlone()
    {
        await using var api = Start(("Changes:QueuePerList", "200"));
        using var ann = await Person.JoinAsync(api, "Ann");
        using var bob = await Person.JoinAsync(api, "Bob");
        var hot = await ann.CreateListAsync();
        await using var blocker = await Blocker.LockAsync(fixture, hot);

        var changes = Enumerable.Range(0, 2 * PoolSize).Select(number => ann.PostAsync($"shopping-lists/{hot}/items", new { name = $"Item {number}" })).ToList();
        await blocker.UntilSomebodyWaitsAsync();
        var quiet = await bob.CreateListAsync();
        for (var round = 0; round < PoolSize; round++)
        {
            await bob.AddItemAsync(quiet);
        }

        Assert.All(changes, change => Assert.False(change.IsCompleted));
        await blocker.ReleaseAsync();
        Assert.All(await Task.WhenAll(changes), answer => answer.ShouldSucceed());
        Assert.Equal(0, api.Services.GetRequiredService<ListGate>().Count);
    }

    [Fact]
    public async Task HotList_MoreChangesThanMayWait_AreToldToTryAgain()
    {
        await using var api = Start(("Changes:QueuePerList", "2"));
        using var limited = new CounterProbe(api, "familycart.requests.limited", "endpoint", "changes");
        using var ann = await Person.JoinAsync(api, "Ann");
        var hot = await ann.CreateListAsync();
        await using var blocker = await Blocker.LockAsync(fixture, hot);

        var changes = Enumerable.Range(0, 4).Select(number => ann.PostAsync($"shopping-lists/{hot}/items", new { name = $"Item {number}" })).ToList();
        var refused = await Task.WhenAny(changes).WaitAsync(_patience);

        (await refused).ShouldFail(HttpStatusCode.ServiceUnavailable, "Too many changes of this list at once");
        Assert.NotNull((await refused).Response.Headers.RetryAfter);
        Assert.Equal(1, limited.Total);
        await blocker.UntilSomebodyWaitsAsync();
        await blocker.ReleaseAsync();
        Assert.Equal(3, (await Task.WhenAll(changes)).Count(answer => answer.Status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task HotList_Strangers_NeitherWaitNorTakeAPlace()
    {
        await using var api = Start(("Changes:QueuePerList", "1"));
        using var ann = await Person.JoinAsync(api, "Ann");
        using var eve = await Person.JoinAsync(api, "Eve");
        var hot = await ann.CreateListAsync();
        await using var blocker = await Blocker.LockAsync(fixture, hot);

        var change = ann.PostAsync($"shopping-lists/{hot}/items", new { name = "Milk" });
        await blocker.UntilSomebodyWaitsAsync();
        for (var number = 0; number < 2 * PoolSize; number++)
        {
            var answer = await eve.PostAsync($"shopping-lists/{hot}/items", new { name = "Eggs" }).WaitAsync(_patience);
            answer.ShouldFail(HttpStatusCode.Forbidden);
        }

        (await eve.DeleteAsync($"shopping-lists/{hot}").WaitAsync(_patience)).ShouldFail(HttpStatusCode.Forbidden);
        (await eve.PostAsync($"shopping-lists/{hot}/restore", null).WaitAsync(_patience)).ShouldFail(HttpStatusCode.NotFound);
        Assert.False(change.IsCompleted);
        await blocker.ReleaseAsync();
        (await change).ShouldSucceed();
    }

    [Fact]
    public async Task CreateList_AccountRemovedMeanwhile_IsUnauthorized()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        await using var removal = await Blocker.OpenAsync(fixture);
        await removal.ExecuteAsync("delete from account where id = $1", ann.Id);
        var creation = ann.PostAsync("shopping-lists/", new { name = "Groceries" });
        await removal.UntilSomebodyWaitsAsync();
        await removal.ReleaseAsync();
        (await creation).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task UpdateItem_VersionBeforeLocksTheItemFirst_IsMadeAfterIt()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        var itemId = await ann.AddItemAsync(listId);
        await using var before = await Blocker.OpenAsync(fixture);

        // The version before: the item's row, then the list's.
        await before.ExecuteAsync("select from item where id = $1 for update", itemId);
        var change = ann.PutAsync($"items/{itemId}", new { name = "Oat milk" });
        await before.UntilSomebodyWaitsAsync();
        await before.ExecuteAsync("update shopping_list set last_sequence = last_sequence + 1 where id = $1", listId);
        await before.ReleaseAsync();

        var item = (await change).ShouldSucceed();
        Assert.Equal("Oat milk", item.GetProperty("name").GetString());
        Assert.Equal("3", Assert.Single((await change).Response.Headers.GetValues("List-Sequence")));
        Assert.Equal(1, await fixture.Database.ReadAsync<long>("select count(*) from list_event where list_id = $1 and sequence = 3", listId));
    }

    private ApiApplication Start(params (string Key, string Value)[] settings) => ApiApplication.Start(
        new NpgsqlConnectionStringBuilder(fixture.Database.ConnectionString) { MaxPoolSize = PoolSize, CommandTimeout = 300 }.ConnectionString,
        fixture.Redis.ConnectionString,
        // Nothing that waits gives up by itself.
        settings.Append((Key: "Requests:Timeout", Value: "00:05:00")).ToDictionary(setting => setting.Key, setting => (string?)setting.Value));

    /// <summary>A transaction of somebody else, who is patient: a deadlock is never theirs to end.</summary>
    private sealed class Blocker(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        internal static async Task<Blocker> LockAsync(ApiFixture fixture, int listId)
        {
            var blocker = await OpenAsync(fixture);
            await blocker.ExecuteAsync("select from shopping_list where id = $1 for update", listId);
            return blocker;
        }

        internal static async Task<Blocker> OpenAsync(ApiFixture fixture)
        {
            var name = new NpgsqlConnectionStringBuilder(fixture.Database.ConnectionString).Database;
            var database = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(fixture.Postgres.ConnectionString) { Database = name, Options = "-c deadlock_timeout=1min" });
            var connection = await database.OpenConnectionAsync();
            return new Blocker(database, connection, await connection.BeginTransactionAsync());
        }

        internal async Task ExecuteAsync(string statement, object id)
        {
#pragma warning disable CA2100 // The statements stand above.
            await using var command = new NpgsqlCommand(statement, connection) { Parameters = { new NpgsqlParameter { Value = id } } };
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        internal async Task UntilSomebodyWaitsAsync()
        {
            await using var watch = await database.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("select exists (select from pg_stat_activity where $1 = any(pg_blocking_pids(pid)))", watch)
            {
                Parameters = { new NpgsqlParameter { Value = connection.ProcessID } },
            };
            await Poll.UntilAsync(async () => (bool)(await command.ExecuteScalarAsync())!);
        }

        internal Task ReleaseAsync() => transaction.CommitAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
