using System.Net;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.History;

[Collection(ApiCollection.Name)]
public sealed class HistoryTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;
    private Person _bob = null!;
    private Person _eve = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _bob = await Person.JoinAsync(fixture.Blue, "Bob");
        _eve = await Person.JoinAsync(fixture.Blue, "Eve");
        _listId = await _ann.CreateListAsync();
        await _ann.ShareAsync(_listId, _bob);
    }

    public Task DisposeAsync()
    {
        _ann.Dispose();
        _bob.Dispose();
        _eve.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task GetHistory_DeletedItems_AreAsTheyWereTheLatestFirst()
    {
        var milk = await AddRichItemAsync();
        var tea = await _ann.AddItemAsync(_listId, "Tea");
        await DeleteAsync(_bob, Id(milk));
        await DeleteAsync(_ann, tea);

        var entries = (await _bob.GetAsync(History)).ShouldSucceed().EnumerateArray().ToList();
        Assert.Equal([tea, Id(milk)], entries.Select(entry => Id(entry.GetProperty("item"))));
        Assert.Equal(milk.GetRawText(), entries[1].GetProperty("item").GetRawText());
        Assert.Equal(_bob.Id, entries[1].GetProperty("deleted_by").GetProperty("id").GetGuid());
        Assert.Equal("Bob", entries[1].GetProperty("deleted_by").GetProperty("nickname").GetString());
        Assert.True(entries[0].GetProperty("deleted_at").GetDateTimeOffset() >= entries[1].GetProperty("deleted_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task GetHistory_Pages_LeadFromOneToTheNext()
    {
        for (var count = 0; count < 3; count++)
        {
            await DeleteAsync(_ann, await _ann.AddItemAsync(_listId, $"Item {count}"));
        }

        var first = await _ann.GetAsync($"{History}?limit=2");
        Assert.Equal(2, first.ShouldSucceed().GetArrayLength());
        Assert.Contains("cursor=2", Assert.Single(first.Response.Headers.GetValues("Link")), StringComparison.Ordinal);
        var rest = await _ann.GetAsync($"{History}?limit=2&cursor=2");
        Assert.Equal("Item 0", Assert.Single(rest.ShouldSucceed().EnumerateArray()).GetProperty("item").GetProperty("name").GetString());
        Assert.False(rest.Response.Headers.Contains("Link"));
        (await _ann.GetAsync($"{History}?limit=0")).ShouldRefuse("limit");
    }

    [Fact]
    public async Task Restore_DeletedItem_ComesBackAsItWasUnderANewVersion()
    {
        var milk = await AddRichItemAsync();
        await DeleteAsync(_ann, Id(milk));
        using var socket = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);

        var answer = await _bob.PostAsync($"{History}/{Id(milk)}/restore", null);

        var restored = answer.ShouldSucceed();
        var version = milk.GetProperty("version").GetInt64() + 1;
        Assert.Equal(
            milk.GetRawText().Replace($"\"version\":{version - 1}", $"\"version\":{version}", StringComparison.Ordinal), restored.GetRawText());
        Assert.Equal($"\"{version}\"", answer.Response.Headers.ETag?.Tag);
        var news = await socket.NextAsync();
        Assert.Equal("created", news.GetProperty("event_type").GetString());
        Assert.Equal(restored.GetRawText(), news.GetProperty("item").GetRawText());
        Assert.Equal(restored.GetRawText(), (await _ann.GetAsync($"items/{Id(milk)}")).ShouldSucceed().GetRawText());
        Assert.Empty((await _ann.GetAsync(History)).ShouldSucceed().EnumerateArray());
        (await _ann.PostAsync($"{History}/{Id(milk)}/restore", null)).ShouldFail(HttpStatusCode.NotFound, "Item not found");
        await DeleteAsync(_ann, Id(milk));
        (await _ann.PostAsync($"{History}/{Id(milk)}/restore", null)).ShouldSucceed();
    }

    [Fact]
    public async Task Restore_SentTwiceWithOneKey_IsOneRestoration()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        await DeleteAsync(_ann, itemId);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await _ann.SendAsync(HttpMethod.Post, $"{History}/{itemId}/restore", (object?)null, key);
        var second = await _ann.SendAsync(HttpMethod.Post, $"{History}/{itemId}/restore", (object?)null, key);
        Assert.Equal(first.ShouldSucceed().GetRawText(), second.ShouldSucceed().GetRawText());
        Assert.Equal("true", Assert.Single(second.Response.Headers.GetValues("Idempotency-Replayed")));
    }

    [Fact]
    public async Task Restore_ByMany_SucceedsOnce()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        await DeleteAsync(_ann, itemId);
        using var atGreen = _bob.At(fixture.Green);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number =>
            (number % 2 == 0 ? _ann : atGreen).PostAsync($"{History}/{itemId}/restore", null)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.Status == HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Restore_WhoAndWhatItNamesIsGone_FallsToTheOwner()
    {
        var category = await fixture.Database.ReadAsync<int>("insert into category (name) values ($1) returning id", $"C {Guid.NewGuid()}");
        var unit = Guid.NewGuid().ToString("N")[..20];
        await fixture.Database.ExecuteAsync(
            "insert into unit (id, name, symbol, dimension, base_unit_id, conversion_factor) values ($1, 'sack', 'sack', 'count', $1, 1)", unit);
        var item = (await _bob.PostAsync(
            $"shopping-lists/{_listId}/items", new { name = "Flour", quantity_value = 1, quantity_unit_id = unit })).ShouldSucceed();
        (await _bob.PutAsync($"items/{Id(item)}", new { category_id = category })).ShouldSucceed();
        await DeleteAsync(_bob, Id(item));
        await fixture.Database.ExecuteAsync("delete from category where id = $1", category);
        await fixture.Database.ExecuteAsync("delete from unit where id = $1", unit);
        await fixture.Database.ExecuteAsync("delete from account where id = $1", _bob.Id);

        var entry = Assert.Single((await _ann.GetAsync(History)).ShouldSucceed().EnumerateArray());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("deleted_by").ValueKind);
        Assert.Equal(_ann.Id, entry.GetProperty("item").GetProperty("owner_id").GetGuid());
        var restored = (await _ann.PostAsync($"{History}/{Id(item)}/restore", null)).ShouldSucceed();
        Assert.Equal(_ann.Id, restored.GetProperty("owner").GetProperty("id").GetGuid());
        Assert.Equal(_ann.Id, restored.GetProperty("last_modified_by_id").GetGuid());
        Assert.Equal(JsonValueKind.Null, restored.GetProperty("category").ValueKind);
        Assert.Equal(JsonValueKind.Null, restored.GetProperty("quantity_unit_id").ValueKind);
        Assert.Equal(1, restored.GetProperty("quantity_value").GetDecimal());
    }

    [Fact]
    public async Task Restore_ItemIsThereAllTheSame_IsAConflict()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        await fixture.Database.ExecuteAsync(
            "insert into deleted_item (id, list_id, name, content, deleted_at) select id, list_id, name, to_jsonb(item), now() from item where id = $1",
            itemId);
        (await _ann.PostAsync($"{History}/{itemId}/restore", null)).ShouldFail(HttpStatusCode.Conflict, "The item is in the list already");
    }

    [Fact]
    public async Task AddAgain_DeletedItem_IsANewItemLikeIt()
    {
        var milk = await AddRichItemAsync();
        (await _ann.PutAsync($"items/{Id(milk)}", new { is_completed = true, is_unavailable = true })).ShouldSucceed();
        await DeleteAsync(_ann, Id(milk));

        var again = (await _bob.PostAsync($"{History}/{Id(milk)}/re-add", null)).ShouldSucceed();

        Assert.NotEqual(Id(milk), Id(again));
        Assert.Equal(_bob.Id, again.GetProperty("owner_id").GetGuid());
        Assert.False(again.GetProperty("is_completed").GetBoolean());
        Assert.False(again.GetProperty("is_unavailable").GetBoolean());
        Assert.All(
            new[]
            {
                "name", "quantity", "comment", "standardized_name", "translations", "category", "icon_name", "quantity_value", "quantity_unit_id",
                "quantity_display_text",
            },
            name => Assert.Equal(milk.GetProperty(name).GetRawText(), again.GetProperty(name).GetRawText()));
        Assert.Single((await _ann.GetAsync(History)).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task AddAgain_ItemStillInTheList_MustBeCompleted()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        (await _ann.PostAsync($"{History}/{itemId}/re-add", null)).ShouldFail(HttpStatusCode.Conflict, "The item is in the list already");
        (await _ann.PutAsync($"items/{itemId}", new { is_completed = true })).ShouldSucceed();
        Assert.NotEqual(itemId, Id((await _ann.PostAsync($"{History}/{itemId}/re-add", null)).ShouldSucceed()));
        (await _ann.PostAsync($"{History}/{int.MaxValue}/re-add", null)).ShouldFail(HttpStatusCode.NotFound, "Item not found");
    }

    [Fact]
    public async Task AddAgain_SentTwiceWithOneKey_AddsOneItem()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        await DeleteAsync(_ann, itemId);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            _ann.SendAsync(HttpMethod.Post, $"{History}/{itemId}/re-add", (object?)null, key)));
        Assert.Single(answers.Select(answer => Id(answer.ShouldSucceed())).Distinct());
        Assert.Single((await _ann.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task Forget_ByTheOwner_LeavesNothing()
    {
        await DeleteAsync(_ann, await _ann.AddItemAsync(_listId));
        var other = await _ann.CreateListAsync();
        await DeleteAsync(_ann, await _ann.AddItemAsync(other));

        Assert.Equal(HttpStatusCode.NoContent, (await _ann.DeleteAsync(History)).Status);

        Assert.Empty((await _ann.GetAsync(History)).ShouldSucceed().EnumerateArray());
        Assert.Single((await _ann.GetAsync($"shopping-lists/{other}/history")).ShouldSucceed().EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await _ann.DeleteAsync(History)).Status);
    }

    [Fact]
    public async Task Restore_ItemOfAnotherList_IsNotFound()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        await DeleteAsync(_ann, itemId);
        var mine = await _eve.CreateListAsync();
        (await _eve.PostAsync($"shopping-lists/{mine}/history/{itemId}/restore", null)).ShouldFail(HttpStatusCode.NotFound);
        (await _eve.PostAsync($"shopping-lists/{mine}/history/{itemId}/re-add", null)).ShouldFail(HttpStatusCode.NotFound);
        Assert.Single((await _ann.GetAsync(History)).ShouldSucceed().EnumerateArray());
    }

    [Theory]
    [InlineData("GET", "", 200, 200)]
    [InlineData("DELETE", "", 403, 403)]
    [InlineData("POST", "/{item}/restore", 403, 200)]
    [InlineData("POST", "/{item}/re-add", 403, 200)]
    public async Task Endpoint_EachKindOfCaller_GetsTheirDue(string method, string path, int viewer, int editor)
    {
        using var vic = await Person.JoinAsync(fixture.Blue, "Vic");
        using var anonymous = Person.Anonymous(fixture.Blue);
        await _ann.ShareAsync(_listId, vic, "viewer");
        var itemId = await _ann.AddItemAsync(_listId, "Secret");
        await DeleteAsync(_ann, itemId);

        foreach (var (person, expected) in new[] { (anonymous, 401), (_eve, 403), (vic, viewer), (_bob, editor) })
        {
            var place = History + path.Replace("{item}", $"{itemId}", StringComparison.Ordinal);
            var answer = await person.SendAsync(new HttpMethod(method), place, (object?)null, []);
            Assert.Equal((HttpStatusCode)expected, answer.Status);
            Assert.Equal(expected == 200, answer.Body.GetRawText().Contains("Secret", StringComparison.Ordinal));
        }
    }

    private string History => $"shopping-lists/{_listId}/history";

    private static int Id(JsonElement item) => item.GetProperty("id").GetInt32();

    private static async Task DeleteAsync(Person person, int itemId) => (await person.DeleteAsync($"items/{itemId}")).ShouldSucceed();

    private async Task<JsonElement> AddRichItemAsync()
    {
        var category = $"C {Guid.NewGuid()}";
        await fixture.Database.ExecuteAsync("insert into category (name) values ($1)", category);
        var unit = Guid.NewGuid().ToString("N")[..20];
        await fixture.Database.ExecuteAsync(
            "insert into unit (id, name, symbol, dimension, base_unit_id, conversion_factor) values ($1, 'sack', 'sack', 'count', $1, 1)", unit);
        return (await _ann.PostAsync(
            $"shopping-lists/{_listId}/items",
            new
            {
                name = "Mléko",
                quantity = "2 l",
                comment = "fresh\nonly",
                standardized_name = "milk",
                translations = new { de = "Milch" },
                category_name = category,
                icon_name = "milk",
                quantity_value = 2.125,
                quantity_unit_id = unit,
                quantity_display_text = "2 litres",
            })).ShouldSucceed();
    }
}
