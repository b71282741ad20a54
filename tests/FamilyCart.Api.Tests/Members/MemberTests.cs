using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Members;

[Collection(ApiCollection.Name)]
public sealed class MemberTests(ApiFixture fixture) : IAsyncLifetime
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
    public async Task Members_OfAList_HaveTheirRoles()
    {
        var members = (await _bob.GetAsync($"shopping-lists/{_listId}/members")).ShouldSucceed().EnumerateArray().ToList();
        Assert.Equal(["Ann owner", "Bob editor"], members.Select(member => $"{member.GetProperty("nickname")} {member.GetProperty("role")}"));
    }

    [Fact]
    public async Task Viewer_Changes_IsToldToRead()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        (await _ann.SendAsync(HttpMethod.Patch, $"shopping-lists/{_listId}/members/{_bob.Id}", new { role = "viewer" })).ShouldSucceed();
        (await _bob.GetAsync($"items/{itemId}")).ShouldSucceed();
        (await _bob.PostAsync($"shopping-lists/{_listId}/items", new { name = "Tea" }))
            .ShouldFail(HttpStatusCode.Forbidden, "Viewers cannot change the list");
        (await _bob.PutAsync($"items/{itemId}", new { name = "Tea" })).ShouldFail(HttpStatusCode.Forbidden, "Viewers cannot change the list");
        (await _bob.DeleteAsync($"items/{itemId}")).ShouldFail(HttpStatusCode.Forbidden, "Viewers cannot change the list");

        (await _ann.SendAsync(HttpMethod.Patch, $"shopping-lists/{_listId}/members/{_bob.Id}", new { role = "editor" })).ShouldSucceed();
        (await _bob.PutAsync($"items/{itemId}", new { name = "Tea" })).ShouldSucceed();
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Role_ThatCannotBeGiven_IsRefused(string? role) =>
        (await _ann.SendAsync(HttpMethod.Patch, $"shopping-lists/{_listId}/members/{_bob.Id}", new { role })).ShouldRefuse("role");

    [Fact]
    public async Task Removed_ByTheOwner_LosesTheSocketAtOnceOnEveryInstance()
    {
        using var bobsAtBlue = await SocketClient.JoinAsync(fixture.Blue, _listId, _bob);
        using var bobsAtGreen = await SocketClient.JoinAsync(fixture.Green, _listId, _bob);
        using var anns = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);

        (await _ann.DeleteAsync($"shopping-lists/{_listId}/members/{_bob.Id}")).ShouldSucceed(HttpStatusCode.NoContent);

        foreach (var socket in new[] { bobsAtBlue, bobsAtGreen })
        {
            var removed = await socket.NextAsync();
            Assert.Equal("member_removed", removed.GetProperty("event_type").GetString());
            Assert.Equal(_bob.Id, removed.GetProperty("removed_user_id").GetGuid());
            Assert.Equal(_bob.Id, removed.GetProperty("list").GetProperty("removed_user_id").GetGuid());
            await socket.UntilClosedAsync();
            Assert.Equal(WebSocketCloseStatus.InvalidMessageType, socket.CloseStatus);
        }

        await _ann.AddItemAsync(_listId);
        Assert.Equal("member_removed", (await anns.NextAsync()).GetProperty("event_type").GetString());
        Assert.Equal("created", (await anns.NextAsync()).GetProperty("event_type").GetString());
        (await _bob.GetAsync($"shopping-lists/{_listId}")).ShouldFail(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Removed_ByAddressAsClientsDo_AnswersWithTheList()
    {
        (await _bob.DeleteAsync($"shopping-lists/{_listId}/share/{_ann.Email}")).ShouldFail(HttpStatusCode.Forbidden);
        var list = (await _ann.DeleteAsync($"shopping-lists/{_listId}/share/{_bob.Email.ToUpperInvariant()}")).ShouldSucceed();
        Assert.Empty(list.GetProperty("members").EnumerateArray());
        Assert.Equal(list.GetRawText(), (await _ann.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetRawText());
        (await _ann.DeleteAsync($"shopping-lists/{_listId}/share/{_bob.Email}")).ShouldFail(HttpStatusCode.NotFound, "User not found");
        (await _ann.DeleteAsync($"shopping-lists/{_listId}/share/nobody@example.org")).ShouldFail(HttpStatusCode.NotFound, "User not found");
    }

    [Fact]
    public async Task Member_Leaves_WhoeverElseStays()
    {
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        await _ann.ShareAsync(_listId, eve, "viewer");
        (await eve.DeleteAsync($"shopping-lists/{_listId}/members/{_bob.Id}")).ShouldFail(HttpStatusCode.Forbidden);
        (await eve.DeleteAsync($"shopping-lists/{_listId}/members/{eve.Id}")).ShouldSucceed(HttpStatusCode.NoContent);
        (await eve.GetAsync($"shopping-lists/{_listId}")).ShouldFail(HttpStatusCode.Forbidden);
        (await _bob.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed();
    }

    [Fact]
    public async Task Owner_CannotBeRemovedOrDemoted()
    {
        (await _ann.DeleteAsync($"shopping-lists/{_listId}/members/{_ann.Id}")).ShouldFail(HttpStatusCode.Conflict);
        (await _ann.SendAsync(HttpMethod.Patch, $"shopping-lists/{_listId}/members/{_ann.Id}", new { role = "viewer" }))
            .ShouldFail(HttpStatusCode.Conflict);
        (await _ann.SendAsync(HttpMethod.Patch, $"shopping-lists/{_listId}/members/{Guid.NewGuid()}", new { role = "viewer" }))
            .ShouldFail(HttpStatusCode.NotFound, "User not found");
    }
}
