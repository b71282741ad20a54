using FamilyCart.Api.Suggestions;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Api.Tests.Ollama;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using StackExchange.Redis;

namespace FamilyCart.Api.Tests.Suggestions;

/// <summary>A database and a Redis of its own, since every instance takes what waits in them, a model, and items that record.</summary>
internal sealed class SuggestionRig : IAsyncDisposable
{
    private readonly List<ApiApplication> _instances = [];

    private SuggestionRig(ApiDatabase database, RedisServer redis, FakeOllama ollama)
    {
        Database = database;
        Redis = redis;
        Ollama = ollama;
    }

    internal ApiDatabase Database { get; }

    internal RedisServer Redis { get; }

    internal FakeOllama Ollama { get; }

    internal RecordingTarget Target { get; } = new();

    internal static async Task<SuggestionRig> CreateAsync(ApiFixture fixture) => new(
        await ApiDatabase.CreateAsync(fixture.Postgres, $"s{Guid.NewGuid():N}"),
        await RedisServer.StartAsync(),
        await FakeOllama.StartAsync());

    /// <summary>Starts an instance with the model, and returns once it can use Redis.</summary>
    internal async Task<ApiApplication> StartAsync(params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Features:Ai"] = "true", ["Ai:Provider"] = "ollama", ["Ai:Endpoint"] = Ollama.Address.ToString() };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var api = ApiApplication.Start(Database.ConnectionString, Redis.ConnectionString, all, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IGroceryDictionary, SmallDictionary>());
            services.Replace(ServiceDescriptor.Singleton<ISuggestionTarget>(Target));
        });
        _instances.Add(api);
        await RedisProbe.UntilSubscribedAsync(Redis, _instances.Count);
        return api;
    }

    /// <summary>Writes an item, without asking for a suggestion, and returns its id.</summary>
    internal Task<int> AddItemAsync(string name) => Database.ReadAsync<int>(
        """
        with person as (
            insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at)
            select id, id || '@example.org', id || '@example.org', 'none', 'Ann', true, now() from (select gen_random_uuid() as id) new
            returning id),
        list as (
            insert into shopping_list (name, owner_id, created_at, updated_at) select 'Groceries', id, now(), now() from person
            returning id)
        insert into item (list_id, name, owner_id, last_modified_by_id, created_at, updated_at)
        select list.id, $1, person.id, person.id, now(), now() from list, person
        returning id
        """,
        name);

    /// <summary>Writes an item and asks for a suggestion in one transaction, as the service does, and returns the item's id.</summary>
    internal async Task<int> RequestAsync(ApiApplication api, string name)
    {
        var itemId = await AddItemAsync(name);
        Assert.True(await RequestAsync(api, itemId, name));
        return itemId;
    }

    internal static async Task<bool> RequestAsync(ApiApplication api, int itemId, string name)
    {
        var queue = api.Services.GetRequiredService<SuggestionQueue>();
        await using var connection = await api.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var isAdded = await queue.AddAsync(connection, itemId, name, CancellationToken.None);
        await transaction.CommitAsync();
        queue.Wake();
        return isAdded;
    }

    /// <summary>Moves the clock of an instance and has it look at its requests.</summary>
    internal static void Advance(ApiApplication api, TimeSpan by)
    {
        api.Time.Advance(by);
        api.Services.GetRequiredService<SuggestionQueue>().Wake();
    }

    internal Task<long> CountAsync() => Database.ReadAsync<long>("select count(*) from suggestion_request");

    /// <summary>Waits until nothing waits.</summary>
    internal Task UntilEmptyAsync() => Poll.UntilAsync(async () => await CountAsync() == 0);

    /// <summary>
    /// Waits until the request for this item rests after so many attempts at the model, until this time or at most half a minute
    /// later. A claim looks the same but for its length: half a minute and four times <c>Ai:Timeout</c>.
    /// </summary>
    internal Task UntilPostponedAsync(int itemId, int attempts, DateTimeOffset until) => Poll.UntilAsync(async () =>
        await Database.ReadAsync<long>(
            "select count(*) from suggestion_request where item_id = $1 and needs_model and attempts = $2 and claimed_until >= $3 and claimed_until < $4",
            itemId, attempts, until.UtcDateTime, until.UtcDateTime.AddSeconds(30)) == 1);

    internal async Task<(string? Value, TimeSpan? Lifetime)> CachedAsync(string key)
    {
        using var multiplexer = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        var database = multiplexer.GetDatabase();
        return (await database.StringGetAsync(key), await database.KeyTimeToLiveAsync(key));
    }

    internal async Task<int> CountCachedAsync()
    {
        using var multiplexer = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        return multiplexer.GetServer("127.0.0.1", Redis.Port).Keys(pattern: "familycart:suggestion:*").Count();
    }

    internal async Task CacheAsync(string key, string value)
    {
        using var multiplexer = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        await multiplexer.GetDatabase().StringSetAsync(key, value);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await Ollama.DisposeAsync();
        await Database.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
