using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Accounts;

/// <summary>What is left of somebody who deletes their account, and what others are told.</summary>
[Collection(ApiCollection.Name)]
public sealed class RemovalTests(ApiFixture fixture)
{
    [Fact]
    public async Task Delete_Oneself_TellsTheMembersOfEveryList()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Green, "Bob");
        var anns = await ann.CreateListAsync("Anns");
        var bobs = await bob.CreateListAsync("Bobs");
        await ann.ShareAsync(anns, bob);
        await bob.ShareAsync(bobs, ann);
        using var inAnns = await SocketClient.JoinAsync(fixture.Green, anns, bob);
        using var inBobs = await SocketClient.JoinAsync(fixture.Green, bobs, bob);
        using var annsOwn = await SocketClient.JoinAsync(fixture.Green, bobs, ann);

        (await ann.DeleteAsync("users/me")).ShouldSucceed(HttpStatusCode.NoContent);

        var gone = await inAnns.NextAsync();
        Assert.Equal("deleted", gone.GetProperty("event_type").GetString());
        Assert.Equal(inAnns.Sequence + 1, gone.GetProperty("sequence").GetInt64());
        await inAnns.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, inAnns.CloseStatus);
        var left = await inBobs.NextAsync();
        Assert.Equal("member_removed", left.GetProperty("event_type").GetString());
        Assert.Equal(inBobs.Sequence + 1, left.GetProperty("sequence").GetInt64());
        Assert.Equal(ann.Id, left.GetProperty("removed_user_id").GetGuid());
        await annsOwn.UntilClosedAsync();
    }

    [Fact]
    public async Task Delete_Oneself_TakesTheNameOutOfWhatWasTold()
    {
        var nickname = $"Zora \"{Guid.NewGuid():N}\"";
        using var ann = await Person.JoinAsync(fixture.Blue, nickname, Person.NewEmail("zora"));
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var list = await bob.CreateListAsync();
        await bob.ShareAsync(list, ann);
        var milk = await ann.AddItemAsync(list);
        (await bob.PutAsync($"items/{milk}", new { is_completed = true })).ShouldSucceed();
        (await bob.PutAsync($"shopping-lists/{list}", new { name = "Renamed" })).ShouldSucceed();
        (await ann.DeleteAsync($"items/{await ann.AddItemAsync(list, "Bread")}")).ShouldSucceed();
        Assert.True(await TracesAsync(list, ann.Email) > 0);

        (await ann.DeleteAsync("users/me")).ShouldSucceed(HttpStatusCode.NoContent);

        Assert.Equal(0, await TracesAsync(list, ann.Email));
        Assert.Equal(0, await TracesAsync(list, "Zora"));
        var changes = (await bob.GetAsync($"shopping-lists/{list}/changes?after=0")).ShouldSucceed().GetRawText();
        Assert.Contains("Somebody who left", changes, StringComparison.Ordinal);
        Assert.Contains(bob.Email, changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OneselfWhileOthersChangeItsLists_NeverFails()
    {
        for (var trial = 0; trial < 5; trial++)
        {
            using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
            using var bob = await Person.JoinAsync(fixture.Green, "Bob");
            var anns = await ann.CreateListAsync();
            var bobs = await bob.CreateListAsync();
            await ann.ShareAsync(anns, bob);
            await bob.ShareAsync(bobs, ann);
            var writing = Enumerable.Range(0, 12).Select(number => number % 3 == 0
                ? ann.SendAsync(HttpMethod.Post, $"shopping-lists/{bobs}/items", new { name = $"Item {number}" }, ("Idempotency-Key", $"{trial}.{number}"))
                : bob.PostAsync($"shopping-lists/{(number % 3 == 1 ? anns : bobs)}/items", new { name = $"Item {number}" })).ToList();
            (await ann.DeleteAsync("users/me")).ShouldSucceed(HttpStatusCode.NoContent);
            Assert.All(await Task.WhenAll(writing), answer => Assert.True((int)answer.Status < 500, $"{answer.Status}: {answer.Body}"));
        }
    }

    [Fact]
    public async Task Delete_OneselfLongAfterTheLogIn_NeedsThePassword()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        api.Time.Advance(TimeSpan.FromMinutes(11));
        (await ann.DeleteAsync("users/me")).ShouldFail(HttpStatusCode.Forbidden, "DELETE_USER_PASSWORD_REQUIRED");
        (await DeleteAsync(ann, "wrong horse battery")).ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD");
        (await DeleteAsync(ann, "")).ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD");
        (await DeleteAsync(ann, Person.Password)).ShouldSucceed(HttpStatusCode.NoContent);
    }

    private static Task<Answer> DeleteAsync(Person person, string password) =>
        person.SendAsync(HttpMethod.Delete, "users/me", new { current_password = password }, []);

    private Task<long> TracesAsync(int listId, string text) => fixture.Database.ReadAsync<long>(
        """
        select (select count(*) from list_event where list_id = $1 and message::text like '%' || $2 || '%')
            + (select count(*) from deleted_item where list_id = $1 and content::text like '%' || $2 || '%')
        """,
        listId,
        text);
}
