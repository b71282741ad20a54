using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Lists;

[Collection(ApiCollection.Name)]
public sealed class ListLifeTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;
    private Person _bob = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _bob = await Person.JoinAsync(fixture.Blue, "Bob");
        _listId = await _ann.CreateListAsync();
        await _ann.ShareAsync(_listId, _bob);
    }

    public Task DisposeAsync()
    {
        _ann.Dispose();
        _bob.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task UpdateList_SomeFields_LeavesTheOthersAndTellsTheMembers()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Green, _listId, _bob);
        var described = (await _ann.PutAsync($"shopping-lists/{_listId}", new { description = "For Friday" })).ShouldSucceed();
        Assert.Equal("Groceries", described.GetProperty("name").GetString());
        var renamed = (await _ann.PutAsync($"shopping-lists/{_listId}", new { name = " Party ", owner_id = _bob.Id })).ShouldSucceed();
        Assert.Equal("Party", renamed.GetProperty("name").GetString());
        Assert.Equal("For Friday", renamed.GetProperty("description").GetString());
        Assert.Equal(_ann.Id, renamed.GetProperty("owner_id").GetGuid());
        Assert.Equal(renamed.GetRawText(), (await _ann.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetRawText());

        Assert.Equal("updated", (await socket.NextAsync()).GetProperty("event_type").GetString());
        Assert.Equal("Party", (await socket.NextAsync()).GetProperty("list").GetProperty("name").GetString());
    }

    [Fact]
    public async Task UpdateList_BadFields_NamesThemAll() =>
        (await _ann.PutAsync($"shopping-lists/{_listId}", new { name = (string?)null, description = new string('d', 501) }))
            .ShouldRefuse("name", "description");

    [Fact]
    public async Task DeleteList_ThenRestore_IsAsItWasForEverybody()
    {
        using var viewer = await Person.JoinAsync(fixture.Blue, "Vic");
        await _ann.ShareAsync(_listId, viewer, "viewer");
        await _ann.AddItemAsync(_listId);
        var before = (await _bob.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed().GetRawText();

        (await _bob.DeleteAsync($"shopping-lists/{_listId}")).ShouldFail(HttpStatusCode.Forbidden, "Only the owner can do this to the list");
        (await _ann.DeleteAsync($"shopping-lists/{_listId}")).ShouldSucceed(HttpStatusCode.NoContent);
        (await _ann.DeleteAsync($"shopping-lists/{_listId}")).ShouldFail(HttpStatusCode.NotFound, "Shopping list not found");
        foreach (var person in new[] { _ann, _bob })
        {
            (await person.GetAsync($"shopping-lists/{_listId}")).ShouldFail(HttpStatusCode.NotFound);
            Assert.Empty((await person.GetAsync("shopping-lists")).ShouldSucceed().EnumerateArray());
        }

        Assert.Equal(_listId, (await _ann.GetAsync("shopping-lists/deleted")).ShouldSucceed()[0].GetProperty("id").GetInt32());
        Assert.Empty((await _bob.GetAsync("shopping-lists/deleted")).ShouldSucceed().EnumerateArray());
        (await _bob.PostAsync($"shopping-lists/{_listId}/restore", null)).ShouldFail(HttpStatusCode.NotFound);

        var restored = (await _ann.PostAsync($"shopping-lists/{_listId}/restore", null)).ShouldSucceed();
        Assert.Equal(restored.GetRawText(), (await _ann.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetRawText());
        Assert.Equal(before, (await _bob.GetAsync($"shopping-lists/{_listId}/items")).ShouldSucceed().GetRawText());
        Assert.Equal("viewer", (await viewer.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetProperty("role").GetString());
        (await _ann.PostAsync($"shopping-lists/{_listId}/restore", null)).ShouldFail(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DeleteList_OpenSockets_AreToldAndClosedOnEveryInstance()
    {
        using var atBlue = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        using var atGreen = await SocketClient.JoinAsync(fixture.Green, _listId, _bob);
        (await _ann.DeleteAsync($"shopping-lists/{_listId}")).ShouldSucceed(HttpStatusCode.NoContent);
        foreach (var socket in new[] { atBlue, atGreen })
        {
            var deleted = await socket.NextAsync();
            Assert.Equal("list_change", deleted.GetProperty("type").GetString());
            Assert.Equal("deleted", deleted.GetProperty("event_type").GetString());
            await socket.UntilClosedAsync();
            Assert.Equal(WebSocketCloseStatus.InvalidMessageType, socket.CloseStatus);
        }
    }

    [Fact]
    public async Task List_ThousandsOfItems_IsReadInParts()
    {
        await fixture.Database.ExecuteAsync(
            """
            insert into item (list_id, name, owner_id, last_modified_by_id, created_at, updated_at)
            select $1, 'Item ' || lpad(number::text, 6, '0'), $2, $2, now(), now() from generate_series(1, 2500) as number
            """,
            _listId,
            _ann.Id);

        var list = (await _ann.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed();
        Assert.Equal(500, list.GetProperty("items").GetArrayLength());
        Assert.True(list.GetProperty("has_more_items").GetBoolean());
        Assert.Equal(200, (await _ann.GetAsync("shopping-lists")).ShouldSucceed()[0].GetProperty("items").GetArrayLength());

        var names = new List<string?>();
        for (var path = $"shopping-lists/{_listId}/items?limit=1000"; path is not null;)
        {
            var part = await _ann.GetAsync(path);
            names.AddRange(part.ShouldSucceed().EnumerateArray().Select(item => item.GetProperty("name").GetString()));
            path = NextOf(part);
        }

        Assert.Equal(Enumerable.Range(1, 2500).Select(number => $"Item {number:000000}"), names);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=-1")]
    [InlineData("limit=many")]
    [InlineData("limit=99999999999")]
    [InlineData("cursor=x")]
    public async Task Items_BadPage_IsRefused(string query) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ann.GetAsync($"shopping-lists/{_listId}/items?{query}")).Status);

    private static string? NextOf(Answer answer) =>
        answer.Response.Headers.TryGetValues("Link", out var links)
            ? links.Single().Split('>')[0][1..].Replace("/api/v1/", "", StringComparison.Ordinal)
            : null;
}
