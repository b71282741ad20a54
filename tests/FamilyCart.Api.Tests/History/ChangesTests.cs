using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.History;

[Collection(ApiCollection.Name)]
public sealed class ChangesTests(ApiFixture fixture) : IAsyncLifetime
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
    public async Task GetChanges_OfAList_AreWhatItsSocketWasTold()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        var itemId = await _ann.AddItemAsync(_listId, "Žemle");
        (await _ann.PutAsync($"items/{itemId}", new { is_completed = true })).ShouldSucceed();
        (await _ann.DeleteAsync($"items/{itemId}")).ShouldSucceed();

        var answer = await _ann.GetAsync(Changes);

        var changes = answer.ShouldSucceed().EnumerateArray().ToList();
        Assert.Equal(3, changes.Count);
        foreach (var change in changes)
        {
            Assert.Equal((await socket.NextAsync()).GetRawText(), change.GetRawText());
        }

        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Response.Headers.Contains("Link"));
    }

    [Fact]
    public async Task GetChanges_Pages_LeadFromOneToTheNext()
    {
        for (var count = 0; count < 5; count++)
        {
            await _ann.AddItemAsync(_listId);
        }

        var sequences = new List<long>();
        var path = $"{Changes}?limit=2";
        for (var pages = 0; pages < 3; pages++)
        {
            var answer = await _ann.GetAsync(path);
            sequences.AddRange(answer.ShouldSucceed().EnumerateArray().Select(change => change.GetProperty("sequence").GetInt64()));
            var link = answer.Response.Headers.TryGetValues("Link", out var links) ? links.Single() : null;
            Assert.Equal(pages < 2, link is not null);
            path = link?.Split('<', '>')[1]["/api/v1/".Length..] ?? path;
        }

        Assert.Equal([1, 2, 3, 4, 5], sequences);
        Assert.Empty((await _ann.GetAsync($"{Changes}?after=5")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task GetChanges_SomeAreForgotten_SaysWhereToGoOn()
    {
        for (var count = 0; count < 5; count++)
        {
            await _ann.AddItemAsync(_listId);
        }

        await fixture.Database.ExecuteAsync("delete from list_event where list_id = $1 and sequence in (1, 3)", _listId);

        Assert.Equal(2, Assert.Single((await _ann.GetAsync($"{Changes}?after=1")).ShouldSucceed().EnumerateArray()).GetProperty("sequence").GetInt64());
        foreach (var after in new[] { 0, 2, 6 })
        {
            var answer = await _ann.GetAsync($"{Changes}?after={after}");
            answer.ShouldFail(HttpStatusCode.Gone);
            Assert.Equal(3, answer.Body.GetProperty("sequence").GetInt64());
        }

        Assert.Equal(2, (await _ann.GetAsync($"{Changes}?after=3")).ShouldSucceed().GetArrayLength());
    }

    [Fact]
    public async Task GetChanges_LatestHasNoEvent_GoesOnAfterIt()
    {
        await _ann.AddItemAsync(_listId);
        await _ann.AddItemAsync(_listId);
        await fixture.Database.ExecuteAsync("update shopping_list set last_sequence = 3 where id = $1", _listId);
        var answer = await _ann.GetAsync($"{Changes}?after=2");
        answer.ShouldFail(HttpStatusCode.Gone);
        Assert.Equal(3, answer.Body.GetProperty("sequence").GetInt64());
        Assert.Empty((await _ann.GetAsync($"{Changes}?after=3")).ShouldSucceed().EnumerateArray());
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("after=9223372036854775808", "after")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=99999999999", "limit")]
    public async Task GetChanges_BadParameter_IsRefused(string query, string field) =>
        (await _ann.GetAsync($"{Changes}?{query}")).ShouldRefuse(field);

    [Fact]
    public async Task GetChanges_OnlyMembers_GetThem()
    {
        using var vic = await Person.JoinAsync(fixture.Blue, "Vic");
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        using var anonymous = Person.Anonymous(fixture.Blue);
        await _ann.ShareAsync(_listId, vic, "viewer");
        (await vic.GetAsync(Changes)).ShouldSucceed();
        (await eve.GetAsync(Changes)).ShouldFail(HttpStatusCode.Forbidden);
        (await anonymous.GetAsync(Changes)).ShouldFail(HttpStatusCode.Unauthorized);
        (await _ann.GetAsync($"shopping-lists/{int.MaxValue}/changes")).ShouldFail(HttpStatusCode.NotFound);
    }

    private string Changes => $"shopping-lists/{_listId}/changes";
}
