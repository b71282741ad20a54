using System.Net;
using System.Text.Json;
using FamilyCart.Api.Ordering;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Ordering;

[Collection(ApiCollection.Name)]
public sealed class MoveTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _listId = await _ann.CreateListAsync();
    }

    public Task DisposeAsync()
    {
        _ann.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Move_AmongItemsThatNobodyHasMoved_NumbersThemAsShown()
    {
        var ids = await AddAsync("a", "b", "c", "d");
        using var socket = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);

        var moved = (await MoveAsync(ids["a"], new { after_id = ids["c"] })).ShouldSucceed();

        Assert.Equal(["b", "c", "a", "d"], await ReadOrderAsync());
        Assert.Equal(2048 + 512, moved.GetProperty("position").GetDouble());
        var reordered = await socket.NextAsync();
        Assert.Equal("list_change", reordered.GetProperty("type").GetString());
        Assert.Equal("reordered", reordered.GetProperty("event_type").GetString());
        var updated = await socket.NextAsync();
        Assert.Equal("updated", updated.GetProperty("event_type").GetString());
        Assert.Equal(moved.GetRawText(), updated.GetProperty("item").GetRawText());
        await socket.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Move_IntoAGap_TellsOnlyOfTheMovedItem()
    {
        var ids = await AddAsync("a", "b", "c", "d");
        (await MoveAsync(ids["d"], new { after_id = (int?)null })).ShouldSucceed();
        var others = (await _ann.GetAsync($"items/{ids["b"]}")).ShouldSucceed().GetRawText();
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);

        (await MoveAsync(ids["d"], new { before_id = ids["b"] })).ShouldSucceed();

        Assert.Equal(["a", "d", "b", "c"], await ReadOrderAsync());
        Assert.Equal("item_change", (await socket.NextAsync()).GetProperty("type").GetString());
        await socket.ShouldBeSilentAsync();
        Assert.Equal(others, (await _ann.GetAsync($"items/{ids["b"]}")).ShouldSucceed().GetRawText());
    }

    [Fact]
    public async Task Move_ToTheBeginningAndTheEnd_IsByNull()
    {
        var ids = await AddAsync("a", "b", "c");
        (await MoveAsync(ids["c"], new { before_id = (int?)null })).ShouldSucceed();
        Assert.Equal(["c", "a", "b"], await ReadOrderAsync());
        (await MoveAsync(ids["a"], new { before_id = (int?)null })).ShouldSucceed();
        Assert.Equal(["a", "c", "b"], await ReadOrderAsync());
        (await MoveAsync(ids["a"], new { after_id = (int?)null })).ShouldSucceed();
        Assert.Equal(["c", "b", "a"], await ReadOrderAsync());
    }

    [Fact]
    public async Task Move_OverAndOverIntoOneGap_NumbersAnewWhenItIsExhausted()
    {
        var ids = await AddAsync("a", "b", "c", "d");
        (await MoveAsync(ids["d"], new { after_id = (int?)null })).ShouldSucceed();
        var before = await ReadSequenceAsync();

        // Each takes half of what was left below a: 1024 is used up after thirty.
        for (var round = 0; round < 20; round++)
        {
            (await MoveAsync(ids["c"], new { after_id = ids["a"] })).ShouldSucceed();
            Assert.Equal(["a", "c", "b", "d"], await ReadOrderAsync());
            (await MoveAsync(ids["b"], new { after_id = ids["a"] })).ShouldSucceed();
            Assert.Equal(["a", "b", "c", "d"], await ReadOrderAsync());
        }

        Assert.Equal(before + 40 + 1, await ReadSequenceAsync());
    }

    [Fact]
    public async Task Move_ToAnotherCategory_StandsBetweenItsItems()
    {
        var (dairy, name) = await AddCategoryAsync();
        var ids = await AddAsync("a");
        foreach (var item in new[] { "x", "y" })
        {
            ids[item] = (await _ann.PostAsync($"shopping-lists/{_listId}/items", new { name = item, category_name = name }))
                .ShouldSucceed().GetProperty("id").GetInt32();
        }

        (await MoveAsync(ids["a"], new { before_id = ids["y"] })).ShouldRefuse("before_id");
        var moved = (await MoveAsync(ids["a"], new { before_id = ids["y"], category_id = dairy })).ShouldSucceed();
        Assert.Equal(dairy, moved.GetProperty("category").GetProperty("id").GetInt32());
        Assert.Equal(["x", "a", "y"], await ReadOrderAsync());
        moved = (await MoveAsync(ids["x"], new { after_id = (int?)null, category_id = (int?)null })).ShouldSucceed();
        Assert.Equal(JsonValueKind.Null, moved.GetProperty("category").ValueKind);
        Assert.Equal(["a", "y", "x"], await ReadOrderAsync());
    }

    [Fact]
    public async Task Move_ToNonsense_IsRefused()
    {
        var ids = await AddAsync("a", "b");
        var other = await _ann.CreateListAsync();
        var foreign = await _ann.AddItemAsync(other);
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        var stranger = await eve.AddItemAsync(await eve.CreateListAsync());
        var before = await ReadSequenceAsync();

        (await MoveAsync(ids["a"], new { })).ShouldRefuse("before_id");
        (await MoveAsync(ids["a"], new { before_id = ids["b"], after_id = ids["b"] })).ShouldRefuse("after_id");
        (await MoveAsync(ids["a"], new { before_id = ids["a"] })).ShouldRefuse("before_id");
        (await MoveAsync(ids["a"], new { after_id = foreign })).ShouldRefuse("after_id");
        (await MoveAsync(ids["a"], new { after_id = stranger })).ShouldRefuse("after_id");
        (await MoveAsync(ids["a"], new { after_id = int.MaxValue })).ShouldRefuse("after_id");
        (await MoveAsync(ids["a"], new { after_id = (int?)null, category_id = int.MaxValue })).ShouldRefuse("category_id");
        (await MoveAsync(int.MaxValue, new { after_id = ids["b"] })).ShouldFail(HttpStatusCode.NotFound, "Item not found");
        Assert.Equal(before, await ReadSequenceAsync());
    }

    [Fact]
    public async Task Move_UnlessTheVersionIsKnown_ChangesNothing()
    {
        var ids = await AddAsync("a", "b");
        var path = $"items/{ids["a"]}/move";
        (await _ann.SendAsync(HttpMethod.Post, path, new { after_id = ids["b"] }, ("If-Match", "\"7\""))).ShouldFail(HttpStatusCode.PreconditionFailed);
        Assert.Equal(["a", "b"], await ReadOrderAsync());
        var answer = await _ann.SendAsync(HttpMethod.Post, path, new { after_id = ids["b"] }, ("If-Match", "\"1\""));
        Assert.Equal($"\"{answer.ShouldSucceed().GetProperty("version").GetInt64()}\"", answer.Response.Headers.ETag?.Tag);
        Assert.Equal(["b", "a"], await ReadOrderAsync());
    }

    [Fact]
    public async Task Move_EachKindOfCaller_GetsTheirDue()
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        using var vic = await Person.JoinAsync(fixture.Blue, "Vic");
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        using var anonymous = Person.Anonymous(fixture.Blue);
        await _ann.ShareAsync(_listId, bob);
        await _ann.ShareAsync(_listId, vic, "viewer");
        var ids = await AddAsync("a", "b");
        foreach (var (person, expected) in new[] { (anonymous, 401), (eve, 403), (vic, 403), (bob, 200) })
        {
            var answer = await person.PostAsync($"items/{ids["a"]}/move", new { after_id = (int?)null });
            Assert.Equal((HttpStatusCode)expected, answer.Status);
            Assert.Equal(expected == 200 ? ["b", "a"] : ["a", "b"], await ReadOrderAsync());
        }
    }

    [Fact]
    public async Task Move_TwentyClientsAtOnce_EndInOneOrderThatAllReadAlike()
    {
        var ids = await AddAsync([.. Enumerable.Range(0, 20).Select(number => $"item {number:00}")]);
        var all = ids.Values.ToList();
        using var atGreen = _ann.At(fixture.Green);
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);

        var answers = await Task.WhenAll(all.Select((id, number) => (number % 2 == 0 ? _ann : atGreen).PostAsync(
            $"items/{id}/move", number % 3 == 0 ? (object)new { before_id = all[((number * 7) + 1) % 20] } : new { after_id = all[((number * 3) + 1) % 20] })));

        Assert.All(answers, answer => answer.ShouldSucceed());
        var atBlueOrder = await ReadOrderAsync();
        Assert.Equal(20, atBlueOrder.Distinct().Count());
        Assert.Equal(atBlueOrder, Names((await atGreen.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed()));
        Assert.Equal(atBlueOrder, Names((await _ann.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetProperty("items")));
        var positions = (await _ann.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed().EnumerateArray()
            .Select(item => item.GetProperty("position").GetDouble()).ToList();
        Assert.Equal(positions.Order(), positions);
        Assert.Equal(20, positions.Distinct().Count());

        // Whoever follows the events comes to the same order: reads anew when told to, takes over what was moved since.
        var latest = await ReadSequenceAsync();
        long sequence;
        do
        {
            sequence = (await socket.NextAsync()).GetProperty("sequence").GetInt64();
        }
        while (sequence < latest);
        await socket.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task UpdateItem_Unavailable_GoesBehindTheNeededOnesAndBeforeTheCompleted()
    {
        var ids = await AddAsync("a", "b", "c", "d");
        using var socket = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);
        (await _ann.PutAsync($"items/{ids["a"]}", new { is_completed = true })).ShouldSucceed();
        (await _ann.PutAsync($"items/{ids["b"]}", new { is_unavailable = true })).ShouldSucceed();

        Assert.Equal(["c", "d", "b", "a"], await ReadOrderAsync());
        Assert.False((await socket.NextAsync()).GetProperty("item").GetProperty("is_unavailable").GetBoolean());
        var news = await socket.NextAsync();
        Assert.Equal("updated", news.GetProperty("event_type").GetString());
        Assert.True(news.GetProperty("item").GetProperty("is_unavailable").GetBoolean());

        (await _ann.PutAsync($"items/{ids["b"]}", new { is_unavailable = false })).ShouldSucceed();
        Assert.Equal(["b", "c", "d", "a"], await ReadOrderAsync());
    }

    [Fact]
    public async Task Move_UnavailableItem_KeepsItsPlaceForItsReturn()
    {
        var ids = await AddAsync("a", "b", "c");
        (await MoveAsync(ids["c"], new { before_id = ids["b"] })).ShouldSucceed();
        (await _ann.PutAsync($"items/{ids["c"]}", new { is_unavailable = true })).ShouldSucceed();
        Assert.Equal(["a", "b", "c"], await ReadOrderAsync());
        (await _ann.PutAsync($"items/{ids["c"]}", new { is_unavailable = false })).ShouldSucceed();
        Assert.Equal(["a", "c", "b"], await ReadOrderAsync());
    }

    [Fact]
    public async Task Move_AmongMoreItemsThanOneMoveMayNumber_NumbersTheFirstOfThem()
    {
        const int Items = ItemPlaces.NumberLimit + 500;
        await FillAsync(Items);
        var ids = await AddAsync("mover");

        (await MoveAsync(ids["mover"], new { after_id = (int?)null })).ShouldFail(
            HttpStatusCode.Conflict, "Too many items that nobody has put anywhere come before that place");
        (await MoveAsync(ids["mover"], new { after_id = await FindAsync("item 01400") })).ShouldFail(HttpStatusCode.Conflict);
        Assert.Equal(0, await CountPlacedAsync());

        (await MoveAsync(ids["mover"], new { before_id = await FindAsync("item 00003") })).ShouldSucceed();
        Assert.Equal(ItemPlaces.NumberLimit + 1, await CountPlacedAsync());
        Assert.Equal(["item 00001", "item 00002", "mover", "item 00003"], (await ReadOrderAsync())[..4]);

        // A beginning needs no numbers, and further on the next thousand are numbered.
        (await MoveAsync(ids["mover"], new { before_id = (int?)null })).ShouldSucceed();
        Assert.Equal(ItemPlaces.NumberLimit + 1, await CountPlacedAsync());
        (await MoveAsync(ids["mover"], new { after_id = await FindAsync("item 01400") })).ShouldSucceed();
        Assert.Equal(Items + 1, await CountPlacedAsync());
        var order = Names((await _ann.GetAsync($"shopping-lists/{_listId}/items?limit=3&cursor=1399")).ShouldSucceed());
        Assert.Equal(["item 01400", "mover", "item 01401"], order);
    }

    [Fact]
    public async Task Move_IntoAnExhaustedGapOfManyItems_SpreadsThoseBehindItUpToTheNext()
    {
        const int Items = ItemPlaces.NumberLimit + 500;
        await FillAsync(Items);
        await fixture.Database.ExecuteAsync("update item set position = substr(name, 6)::integer where list_id = $1", _listId);
        await fixture.Database.ExecuteAsync("update item set position = 1 where list_id = $1 and name = 'item 00002'", _listId);
        var ids = await AddAsync("mover");
        var far = await ReadPositionAsync("item 01400");

        (await MoveAsync(ids["mover"], new { after_id = await FindAsync("item 00001") })).ShouldSucceed();

        Assert.Equal(["item 00001", "mover", "item 00002", "item 00003"], (await ReadOrderAsync())[..4]);
        Assert.Equal(far, await ReadPositionAsync("item 01400"));
        var order = (await _ann.GetAsync($"shopping-lists/{_listId}/items?limit=1000")).ShouldSucceed().EnumerateArray()
            .Select(item => item.GetProperty("name").GetString()!).Where(name => name != "mover").ToList();
        Assert.Equal(order.Order(StringComparer.Ordinal), order);
    }

    private Task<int> FillAsync(int count) => fixture.Database.ExecuteAsync(
        """
        insert into item (list_id, name, owner_id, last_modified_by_id, created_at, updated_at)
        select $1, 'item ' || lpad(n::text, 5, '0'), $2, $2, now(), now() from generate_series(1, $3) n
        """,
        _listId,
        _ann.Id,
        count);

    private Task<int> FindAsync(string name) =>
        fixture.Database.ReadAsync<int>("select id from item where list_id = $1 and name = $2", _listId, name);

    private Task<double> ReadPositionAsync(string name) =>
        fixture.Database.ReadAsync<double>("select position from item where list_id = $1 and name = $2", _listId, name);

    private Task<long> CountPlacedAsync() =>
        fixture.Database.ReadAsync<long>("select count(*) from item where list_id = $1 and position is not null", _listId);

    private static List<string> Names(JsonElement items) => [.. items.EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    private Task<Answer> MoveAsync(int itemId, object place) => _ann.PostAsync($"items/{itemId}/move", place);

    private async Task<List<string>> ReadOrderAsync() => Names((await _ann.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed());

    private async Task<long> ReadSequenceAsync() =>
        (await _ann.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetProperty("sequence").GetInt64();

    private async Task<Dictionary<string, int>> AddAsync(params string[] names)
    {
        var ids = new Dictionary<string, int>();
        foreach (var name in names)
        {
            ids[name] = await _ann.AddItemAsync(_listId, name);
        }

        return ids;
    }

    private async Task<(int Id, string Name)> AddCategoryAsync()
    {
        var name = $"C {Guid.NewGuid()}";
        return (await fixture.Database.ReadAsync<int>("insert into category (name) values ($1) returning id", name), name);
    }
}
