using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests;

[Collection(ApiCollection.Name)]
public sealed class FamilyTests(ApiFixture fixture)
{
    [Fact]
    public async Task Family_SharesAList_SeesEveryChangeAtOnce()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Green, "Bob");
        Assert.Equal("Bob", (await bob.GetAsync("users/me")).ShouldSucceed().GetProperty("nickname").GetString());

        var listId = await ann.CreateListAsync("Weekend");
        var shared = await ann.ShareAsync(listId, bob);
        Assert.Equal([bob.Id], shared.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("id").GetGuid()));
        Assert.Equal(1, shared.GetProperty("sequence").GetInt64());

        using var bobsSocket = await SocketClient.JoinAsync(fixture.Green, listId, bob);
        using var annsSocket = await SocketClient.JoinAsync(fixture.Blue, listId, ann);
        Assert.Equal(1, bobsSocket.Sequence);

        var item = (await ann.PostAsync(
            $"shopping-lists/{listId}/items", new { name = "Mléko", quantity = "2 l", comment = "fresh" }, annsSocket.SessionId)).ShouldSucceed();
        var itemId = item.GetProperty("id").GetInt32();
        var created = await bobsSocket.NextAsync();
        Assert.Equal("item_change", created.GetProperty("type").GetString());
        Assert.Equal("created", created.GetProperty("event_type").GetString());
        Assert.Equal(listId, created.GetProperty("list_id").GetInt32());
        Assert.Equal(2, created.GetProperty("sequence").GetInt64());
        Assert.Equal(ann.Id, created.GetProperty("user_id").GetGuid());
        Assert.Equal(item.GetRawText(), created.GetProperty("item").GetRawText());

        var ticked = (await bob.PutAsync($"items/{itemId}", new { is_completed = true }, bobsSocket.SessionId)).ShouldSucceed();
        Assert.Equal("Bob", ticked.GetProperty("last_modified_by").GetProperty("nickname").GetString());
        Assert.Equal(ann.Email, ticked.GetProperty("owner").GetProperty("email").GetString());
        var updated = await annsSocket.NextAsync();
        Assert.Equal("updated", updated.GetProperty("event_type").GetString());
        Assert.Equal(3, updated.GetProperty("sequence").GetInt64());
        Assert.True(updated.GetProperty("item").GetProperty("is_completed").GetBoolean());

        var list = (await bob.GetAsync($"shopping-lists/{listId}")).ShouldSucceed();
        Assert.Equal(ticked.GetRawText(), list.GetProperty("items")[0].GetRawText());
        Assert.Equal(2, list.GetProperty("members").GetArrayLength());

        var message = (await ann.DeleteAsync($"items/{itemId}")).ShouldSucceed();
        Assert.Equal("Item deleted successfully", message.GetProperty("message").GetString());
        var deleted = await bobsSocket.NextAsync();
        Assert.Equal("deleted", deleted.GetProperty("event_type").GetString());
        Assert.Equal(4, deleted.GetProperty("sequence").GetInt64());
        Assert.Equal($$"""{"id":{{itemId}}}""", deleted.GetProperty("item").GetRawText());
        Assert.Equal("deleted", (await annsSocket.NextAsync()).GetProperty("event_type").GetString());

        (await ann.PostAsync("auth/jwt/logout", null)).ShouldSucceed(HttpStatusCode.NoContent);
        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized, "Unauthorized");
    }
}
