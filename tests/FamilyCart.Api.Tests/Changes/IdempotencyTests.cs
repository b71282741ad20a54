using System.Net;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Changes;

[Collection(ApiCollection.Name)]
public sealed class IdempotencyTests(ApiFixture fixture) : IAsyncLifetime
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
    public async Task AddItem_SentAgain_IsAnsweredAgainAndMadeOnce()
    {
        using var atGreen = _ann.At(fixture.Green);
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        var first = await AddAsync(_ann, "key-1", new { name = "Milk", quantity = 2 });
        var second = await AddAsync(atGreen, "key-1", new { name = "Milk", quantity = 2 });

        Assert.Equal(first.ShouldSucceed().GetRawText(), second.ShouldSucceed().GetRawText());
        Assert.False(first.Response.Headers.Contains("Idempotency-Replayed"));
        Assert.True(second.Response.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("1", Assert.Single(second.Response.Headers.GetValues("List-Sequence")));
        Assert.Single(await ItemsAsync());
        await socket.NextAsync();
        await socket.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task AddItem_TwentyRetriesAtOnce_MakeOneItem()
    {
        using var atGreen = _ann.At(fixture.Green);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            AddAsync(number % 2 == 0 ? _ann : atGreen, "key", new { name = "Milk" })));
        Assert.Single(answers.Select(answer => answer.ShouldSucceed().GetRawText()).Distinct());
        Assert.Single(await ItemsAsync());
    }

    [Fact]
    public async Task AddItem_SameKeyForAnotherItem_IsRefused()
    {
        (await AddAsync(_ann, "key", new { name = "Milk" })).ShouldSucceed();
        (await AddAsync(_ann, "key", new { name = "Tea" })).ShouldRefuse("Idempotency-Key");
        Assert.Single(await ItemsAsync());
    }

    [Fact]
    public async Task AddItem_SameKeyOfAnotherPerson_IsAnotherKey()
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        await _ann.ShareAsync(_listId, bob);
        (await AddAsync(_ann, "key", new { name = "Milk" })).ShouldSucceed();
        (await AddAsync(bob, "key", new { name = "Milk" })).ShouldSucceed();
        Assert.Equal(2, (await ItemsAsync()).Count());
    }

    [Fact]
    public async Task AddItem_FirstTryRefused_KeyStaysFree()
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        (await AddAsync(bob, "key", new { name = "Milk" })).ShouldFail(HttpStatusCode.Forbidden);
        await _ann.ShareAsync(_listId, bob);
        var second = await AddAsync(bob, "key", new { name = "Milk" });
        second.ShouldSucceed();
        Assert.False(second.Response.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task AddItem_KeyOfAnyLength_Works()
    {
        var key = new string('k', 4000);
        (await AddAsync(_ann, key, new { name = "Milk" })).ShouldSucceed();
        (await AddAsync(_ann, key, new { name = "Milk" })).ShouldSucceed();
        (await AddAsync(_ann, key + "k", new { name = "Milk" })).ShouldSucceed();
        Assert.Equal(2, (await ItemsAsync()).Count());
    }

    [Fact]
    public async Task DeleteItem_SentAgain_IsAnsweredAgain()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        var first = await _ann.SendAsync(HttpMethod.Delete, $"items/{itemId}", null, ("Idempotency-Key", "delete"));
        var second = await _ann.SendAsync(HttpMethod.Delete, $"items/{itemId}", null, ("Idempotency-Key", "delete"));
        Assert.Equal(first.ShouldSucceed().GetRawText(), second.ShouldSucceed().GetRawText());
        (await _ann.DeleteAsync($"items/{itemId}")).ShouldFail(HttpStatusCode.NotFound, "Item not found");
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("demote")]
    [InlineData("delete")]
    public async Task AddItem_RightLostSince_IsNotAnsweredAgain(string loss)
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        await _ann.ShareAsync(_listId, bob);
        (await AddAsync(bob, "key", new { name = "Milk" })).ShouldSucceed();
        var lost = loss switch
        {
            "remove" => await _ann.DeleteAsync($"shopping-lists/{_listId}/members/{bob.Id}"),
            "demote" => await _ann.PatchAsync($"shopping-lists/{_listId}/members/{bob.Id}", new { role = "viewer" }),
            _ => await _ann.DeleteAsync($"shopping-lists/{_listId}"),
        };
        Assert.True(lost.Response.IsSuccessStatusCode);

        (await AddAsync(bob, "key", new { name = "Milk" })).ShouldFail(loss == "delete" ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task DeleteListAndLeaveList_SentAgain_AreAnsweredAgain()
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        await _ann.ShareAsync(_listId, bob);
        for (var round = 0; round < 2; round++)
        {
            var left = await bob.SendAsync(HttpMethod.Delete, $"shopping-lists/{_listId}/members/{bob.Id}", null, ("Idempotency-Key", "leave"));
            Assert.Equal(HttpStatusCode.NoContent, left.Status);
        }

        for (var round = 0; round < 2; round++)
        {
            var deleted = await _ann.SendAsync(HttpMethod.Delete, $"shopping-lists/{_listId}", null, ("Idempotency-Key", "delete"));
            Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        }
    }

    [Fact]
    public async Task CreateList_SentAgain_MakesOneList()
    {
        var first = await _ann.SendAsync(HttpMethod.Post, "shopping-lists", new { name = "Party" }, ("Idempotency-Key", "list"));
        var second = await _ann.SendAsync(HttpMethod.Post, "shopping-lists/", new { name = "Party" }, ("Idempotency-Key", "list"));
        Assert.Equal(first.ShouldSucceed().GetRawText(), second.ShouldSucceed().GetRawText());
        Assert.Equal(2, (await _ann.GetAsync("shopping-lists")).ShouldSucceed().GetArrayLength());
    }

    [Fact]
    public async Task AddItem_NamesItsList_IsTheSameItem()
    {
        var item = (await _ann.SendAsync(
            HttpMethod.Post, "items/", new { name = "Milk", shopping_list_id = _listId }, ("Idempotency-Key", "item"))).ShouldSucceed();
        Assert.Equal(_listId, item.GetProperty("shopping_list_id").GetInt32());
        (await _ann.PostAsync("items", new { name = "Milk" })).ShouldRefuse("shopping_list_id");
        Assert.Single((await _ann.GetAsync($"items/list/{_listId}")).ShouldSucceed().EnumerateArray());
    }

    private Task<Answer> AddAsync(Person person, string key, object body) =>
        person.SendAsync(HttpMethod.Post, $"shopping-lists/{_listId}/items", body, ("Idempotency-Key", key));

    private async Task<IEnumerable<JsonElement>> ItemsAsync() =>
        (await _ann.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed().EnumerateArray();
}
