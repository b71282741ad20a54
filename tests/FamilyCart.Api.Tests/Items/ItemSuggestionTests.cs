using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Items;

/// <summary>A database of its own, since every instance answers what waits in it.</summary>
[Collection(ApartCollection.Name)]
public sealed class ItemSuggestionTests(ApiFixture fixture) : IAsyncLifetime
{
    private ApiDatabase _database = null!;
    private ApiApplication _api = null!;
    private Person _ann = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _database = await ApiDatabase.CreateAsync(fixture.Postgres, $"i{Guid.NewGuid():N}");
        _api = ApiApplication.Start(
            _database.ConnectionString, fixture.Redis.ConnectionString, new Dictionary<string, string?> { ["Features:Ai"] = "true" });
        _ann = await Person.JoinAsync(_api, "Ann");
        _listId = await _ann.CreateListAsync();
    }

    public async Task DisposeAsync()
    {
        _ann.Dispose();
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task AddItem_KnownToTheDictionary_IsAnsweredFirstAndCategorizedByAnEvent()
    {
        using var socket = await SocketClient.JoinAsync(_api, _listId, _ann);
        var added = (await _ann.PostAsync($"shopping-lists/{_listId}/items", new { name = "mléko" })).ShouldSucceed();
        Assert.Equal(JsonValueKind.Null, added.GetProperty("category").ValueKind);
        Assert.Equal("created", (await socket.NextAsync()).GetProperty("event_type").GetString());

        var suggested = await socket.NextAsync();
        Assert.Equal("updated", suggested.GetProperty("event_type").GetString());
        Assert.Equal(2, suggested.GetProperty("sequence").GetInt64());
        var item = suggested.GetProperty("item");
        Assert.Equal("Dairy", item.GetProperty("category").GetProperty("name").GetString());
        Assert.Equal("mléko", item.GetProperty("name").GetString());
        Assert.Equal("Milk", item.GetProperty("standardized_name").GetString(), ignoreCase: true);
        Assert.NotEmpty(item.GetProperty("translations").GetProperty("de").GetString()!);
        Assert.Equal(item.GetRawText(), (await _ann.GetAsync($"items/{item.GetProperty("id").GetInt32()}")).ShouldSucceed().GetRawText());
    }

    [Fact]
    public async Task AddItem_CategoryChosen_KeepsItAndGetsTheRest()
    {
        using var socket = await SocketClient.JoinAsync(_api, _listId, _ann);
        (await _ann.PostAsync($"shopping-lists/{_listId}/items", new { name = "milk", category_name = "baby" })).ShouldSucceed();
        await socket.NextAsync();
        var item = (await socket.NextAsync()).GetProperty("item");
        Assert.Equal("Baby", item.GetProperty("category").GetProperty("name").GetString());
        Assert.NotEqual(JsonValueKind.Null, item.GetProperty("icon_name").ValueKind);
    }

    [Fact]
    public async Task RenameItem_ToSomethingElse_IsCategorizedAnew()
    {
        using var socket = await SocketClient.JoinAsync(_api, _listId, _ann);
        var itemId = await _ann.AddItemAsync(_listId, "milk");
        await socket.NextAsync();
        await socket.NextAsync();

        (await _ann.PutAsync($"items/{itemId}", new { name = "bread" })).ShouldSucceed();
        await socket.NextAsync();
        Assert.Equal("Bakery", (await socket.NextAsync()).GetProperty("item").GetProperty("category").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("put")]
    [InlineData("move")]
    [InlineData("new")]
    public async Task RenameItem_CategoryChosenByAPerson_KeepsIt(string way)
    {
        using var socket = await SocketClient.JoinAsync(_api, _listId, _ann);
        var itemId = (await _ann.PostAsync(
            $"shopping-lists/{_listId}/items", way == "new" ? new { name = "milk", category_name = "baby" } : (object)new { name = "milk" }))
            .ShouldSucceed().GetProperty("id").GetInt32();
        await socket.NextAsync();
        await socket.NextAsync();
        var baby = await _database.ReadAsync<int>("select id from category where name = 'Baby'");
        if (way == "put")
        {
            (await _ann.PutAsync($"items/{itemId}", new { category_id = baby, icon_name = "stroller" })).ShouldSucceed();
            await socket.NextAsync();
        }
        else if (way == "move")
        {
            (await _ann.PostAsync($"items/{itemId}/move", new { before_id = (int?)null, category_id = baby })).ShouldSucceed();
            await socket.NextAsync();
        }

        (await _ann.PutAsync($"items/{itemId}", new { name = "bread" })).ShouldSucceed();
        await socket.NextAsync();
        var item = (await socket.NextAsync()).GetProperty("item");
        Assert.Equal("Bread", item.GetProperty("standardized_name").GetString(), ignoreCase: true);
        Assert.Equal("Baby", item.GetProperty("category").GetProperty("name").GetString());
        Assert.Equal(way == "put", item.GetProperty("icon_name").GetString() == "stroller");
    }

    [Fact]
    public async Task AddItem_UnknownToEverybody_IsLeftAsItIs()
    {
        using var socket = await SocketClient.JoinAsync(_api, _listId, _ann);
        await _ann.AddItemAsync(_listId, "qwxyz");
        await socket.NextAsync();
        await Poll.UntilAsync(async () => await _database.ReadAsync<long>("select count(*) from suggestion_request") == 0);
        await socket.ShouldBeSilentAsync();
    }
}
