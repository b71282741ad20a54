using System.Net;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Lists;

[Collection(ApiCollection.Name)]
public sealed class ListTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;

    public async Task InitializeAsync() => _ann = await Person.JoinAsync(fixture.Blue, "Ann");

    public Task DisposeAsync()
    {
        _ann.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("shopping-lists")]
    [InlineData("shopping-lists/")]
    public async Task Lists_WithAndWithoutSlash_AreTheSame(string path)
    {
        var created = (await _ann.PostAsync(path, new { name = " Party ", description = "Friday" })).ShouldSucceed();
        Assert.Equal("Party", created.GetProperty("name").GetString());
        Assert.Equal(_ann.Id, created.GetProperty("owner_id").GetGuid());
        Assert.Equal(0, created.GetProperty("sequence").GetInt64());
        Assert.Equal(1, created.GetProperty("members").GetArrayLength());
        Assert.EndsWith("Z", created.GetProperty("created_at").GetString(), StringComparison.Ordinal);

        var lists = (await _ann.GetAsync(path)).ShouldSucceed();
        Assert.Equal("Friday", Assert.Single(lists.EnumerateArray()).GetProperty("description").GetString());
    }

    [Fact]
    public async Task Lists_OwnAndShared_ComeWithTheirItemsAndMembers()
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var own = await _ann.CreateListAsync("Own");
        var theirs = await bob.CreateListAsync("Theirs");
        await bob.CreateListAsync("Not shared");
        await bob.ShareAsync(theirs, _ann);
        await _ann.AddItemAsync(own, "bread");
        var milk = await bob.AddItemAsync(theirs, "Milk");
        await bob.AddItemAsync(theirs, "apples");
        await bob.AddItemAsync(theirs, "Pears");
        (await bob.PutAsync($"items/{milk}", new { is_completed = true })).ShouldSucceed();

        var lists = (await _ann.GetAsync("shopping-lists/")).ShouldSucceed().EnumerateArray().ToList();
        Assert.Equal(["Own", "Theirs"], lists.Select(list => list.GetProperty("name").GetString()));
        Assert.Equal(["bread"], Names(lists[0]));
        Assert.Equal(["apples", "Pears", "Milk"], Names(lists[1]));
        Assert.Empty(lists[0].GetProperty("members").EnumerateArray());
        Assert.Equal(
            ["Bob", "Ann"], lists[1].GetProperty("members").EnumerateArray().Select(member => member.GetProperty("nickname").GetString()));
        Assert.Equal(lists[1].GetRawText(), (await _ann.GetAsync($"shopping-lists/{theirs}")).ShouldSucceed().GetRawText());
    }

    [Theory]
    [InlineData("shopping-lists/2147483647")]
    [InlineData("shopping-lists/2147483647/items")]
    public async Task List_Unknown_IsNotFound(string path) =>
        (await _ann.GetAsync(path)).ShouldFail(HttpStatusCode.NotFound, "Shopping list not found");

    [Theory]
    [InlineData("shopping-lists/2147483648")]
    [InlineData("shopping-lists/first")]
    public async Task List_NoNumber_IsNotFound(string path) => (await _ann.GetAsync(path)).ShouldFail(HttpStatusCode.NotFound);

    [Fact]
    public async Task CreateList_BadFields_NamesThemAll() =>
        (await _ann.PostAsync("shopping-lists/", new { name = new string('n', 101), description = new string('d', 501) }))
            .ShouldRefuse("name", "description");

    [Fact]
    public async Task CreateList_OwnerInTheBody_IsIgnored()
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var list = (await _ann.PostAsync("shopping-lists/", new { name = "Mine", owner_id = bob.Id, sequence = 7 })).ShouldSucceed();
        Assert.Equal(_ann.Id, list.GetProperty("owner_id").GetGuid());
        Assert.Empty((await bob.GetAsync("shopping-lists/")).ShouldSucceed().EnumerateArray());
    }

    private static IEnumerable<string?> Names(JsonElement list) =>
        list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
