using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Items;

[Collection(ApiCollection.Name)]
public sealed class ItemTests(ApiFixture fixture) : IAsyncLifetime
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

    [Theory]
    [InlineData("items")]
    [InlineData("items/")]
    public async Task AddItem_QuantityAsNumber_IsKeptAsWritten(string path)
    {
        var item = (await _ann.PostAsync($"shopping-lists/{_listId}/{path}", new { name = " Flour ", quantity = 2.5 })).ShouldSucceed();
        Assert.Equal("Flour", item.GetProperty("name").GetString());
        Assert.Equal("2.5", item.GetProperty("quantity").GetString());
        Assert.False(item.GetProperty("is_completed").GetBoolean());
        Assert.Equal(_listId, item.GetProperty("shopping_list_id").GetInt32());

        var items = (await _ann.GetAsync($"shopping-lists/{_listId}/{path}")).ShouldSucceed();
        Assert.Equal(item.GetRawText(), Assert.Single(items.EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task GetItems_EmptyList_IsEmpty() =>
        Assert.Empty((await _ann.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed().EnumerateArray());

    [Fact]
    public async Task UpdateItem_SomeFields_LeavesTheOthers()
    {
        var item = (await _ann.PostAsync(
            $"shopping-lists/{_listId}/items", new { name = "Milk", quantity = "2 l", comment = "fresh\nonly" })).ShouldSucceed();
        var path = $"items/{item.GetProperty("id").GetInt32()}";

        var renamed = (await _ann.PutAsync(path, new { name = " Oat milk ", quantity = 3 })).ShouldSucceed();
        Assert.Equal("Oat milk", renamed.GetProperty("name").GetString());
        Assert.Equal("3", renamed.GetProperty("quantity").GetString());
        Assert.Equal("fresh\nonly", renamed.GetProperty("comment").GetString());

        var cleared = (await _ann.PutAsync(path, new { quantity = (string?)null, comment = (string?)null, is_completed = true })).ShouldSucceed();
        Assert.Equal("Oat milk", cleared.GetProperty("name").GetString());
        Assert.Null(cleared.GetProperty("quantity").GetString());
        Assert.Null(cleared.GetProperty("comment").GetString());
        Assert.True(cleared.GetProperty("is_completed").GetBoolean());

        var reopened = (await _ann.PutAsync(path, new { is_completed = false })).ShouldSucceed();
        Assert.False(reopened.GetProperty("is_completed").GetBoolean());
    }

    [Fact]
    public async Task UpdateItem_OwnerOrListInTheBody_AreIgnored()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        var item = (await _ann.PutAsync($"items/{itemId}", new { name = "Tea", owner_id = Guid.NewGuid(), shopping_list_id = 1, id = 1 }))
            .ShouldSucceed();
        Assert.Equal(_ann.Id, item.GetProperty("owner_id").GetGuid());
        Assert.Equal(_listId, item.GetProperty("shopping_list_id").GetInt32());
        Assert.Equal(itemId, item.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task AddItem_BadFields_NamesThemAll() =>
        (await _ann.PostAsync(
            $"shopping-lists/{_listId}/items", new { name = "a\u0000b", quantity = new string('q', 51), comment = new string('c', 1001) }))
            .ShouldRefuse("name", "quantity", "comment");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    public async Task UpdateItem_NoName_IsRefused(string? name)
    {
        var itemId = await _ann.AddItemAsync(_listId);
        (await _ann.PutAsync($"items/{itemId}", new { name })).ShouldRefuse("name");
    }

    [Fact]
    public async Task UpdateItem_BadFields_NamesThemAll()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        (await _ann.PutAsync(
            $"items/{itemId}", new { name = new string('n', 101), quantity = new string('q', 51), comment = "\u0000" }))
            .ShouldRefuse("name", "quantity", "comment");
    }

    [Fact]
    public async Task DeleteItem_Twice_IsNotFound()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        (await _ann.DeleteAsync($"items/{itemId}")).ShouldSucceed();
        (await _ann.DeleteAsync($"items/{itemId}")).ShouldFail(HttpStatusCode.NotFound, "Item not found");
        (await _ann.PutAsync($"items/{itemId}", new { is_completed = true })).ShouldFail(HttpStatusCode.NotFound, "Item not found");
    }

    [Fact]
    public async Task AddItem_ManyAtOnceOnTwoInstances_TakeConsecutiveNumbers()
    {
        using var atGreen = _ann.At(fixture.Green);
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => (number % 2 == 0 ? _ann : atGreen).AddItemAsync(_listId, $"Item {number}")));

        var sequences = new List<long>();
        for (var received = 0; received < 20; received++)
        {
            sequences.Add((await socket.NextAsync()).GetProperty("sequence").GetInt64());
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), sequences.Order());
    }

    [Fact]
    public async Task ChangeItem_UpdatesAndDeleteAtOnce_LeaveNoGapInTheNumbers()
    {
        for (var round = 0; round < 10; round++)
        {
            var listId = await _ann.CreateListAsync();
            var itemId = await _ann.AddItemAsync(listId);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => number == 3
                ? _ann.DeleteAsync($"items/{itemId}")
                : _ann.PutAsync($"items/{itemId}", new { quantity = number })));

            Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{answer.Status}"));
            var list = (await _ann.GetAsync($"shopping-lists/{listId}")).ShouldSucceed();
            Assert.Equal(1 + answers.Count(answer => answer.Status == HttpStatusCode.OK), list.GetProperty("sequence").GetInt64());
        }
    }
}
