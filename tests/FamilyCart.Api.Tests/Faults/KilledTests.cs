using System.Collections.Concurrent;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Faults;

/// <summary>Real instances that are killed while people write.</summary>
[Collection(ApartCollection.Name)]
public sealed class KilledTests(ApiFixture fixture)
{
    private const int Writers = 8;
    private const int Kills = 3;
    private const int BetweenKills = 60;
    private const int Most = 500;
    private const string LastName = "The last";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Instance_KilledWhilePeopleWrite_NothingIsLostOrDoubled()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "killed");
        await using var first = new ApiProcess(database.ConnectionString, fixture.Redis.ConnectionString);
        await using var second = new ApiProcess(database.ConnectionString, fixture.Redis.ConnectionString);
        ApiProcess[] instances = [first, second];
        await Task.WhenAll(instances.Select(instance => instance.StartAsync()));
        var (listId, token) = await PrepareAsync(database);

        var acknowledged = new ConcurrentDictionary<string, int>();
        using var limit = new CancellationTokenSource(_limit);
        using var enough = new CancellationTokenSource();
        var watcher = new PersistentWatcher(instances, listId, token);
        var watching = watcher.WatchAsync(LastName, limit.Token);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(number =>
            WriteAsync(instances, number, listId, token, acknowledged, enough.Token)));

        for (var kill = 0; kill < Kills; kill++)
        {
            var before = acknowledged.Count;
            await Poll.UntilAsync(() => Task.FromResult(acknowledged.Count >= before + BetweenKills || writing.IsCompleted));
            var victim = instances[kill % instances.Length];
            await victim.KillAsync();
            await victim.StartAsync();
        }

        await enough.CancelAsync();
        var failures = await writing.WaitAsync(limit.Token);
        using var closing = new PersistentWriter(instances, 0, listId, token);
        acknowledged[LastName] = await closing.AddAsync(LastName);
        await watching;

        Assert.True(failures.Sum() > 0 && watcher.Losses > 0, "Nobody noticed the kills.");
        var kept = await database.ReadAsync<string[]>("select array_agg(name || '=' || id order by id) from item where list_id = $1", listId);
        Assert.Equal(acknowledged.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, kept.Length).Select(number => (long)number), watcher.Seen);
    }

    private static async Task<int> WriteAsync(
        ApiProcess[] instances,
        int number,
        int listId,
        string token,
        ConcurrentDictionary<string, int> acknowledged,
        CancellationToken enough)
    {
        using var writer = new PersistentWriter(instances, number, listId, token);
        for (var count = 0; count < Most && !enough.IsCancellationRequested; count++)
        {
            var name = $"Item {number} {count}";
            Assert.True(acknowledged.TryAdd(name, await writer.AddAsync(name)));
        }

        return writer.Failures;
    }

    private async Task<(int ListId, string Token)> PrepareAsync(ApiDatabase database)
    {
        await using var api = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        return (await ann.CreateListAsync(), ann.Token);
    }
}
