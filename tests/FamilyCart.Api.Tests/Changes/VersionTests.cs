using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Changes;

[Collection(ApiCollection.Name)]
public sealed class VersionTests(ApiFixture fixture) : IAsyncLifetime
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
    public async Task UpdateItem_KnownVersion_IsMadeOnce()
    {
        var added = await _ann.PostAsync($"shopping-lists/{_listId}/items", new { name = "Milk" });
        var path = $"items/{added.ShouldSucceed().GetProperty("id").GetInt32()}";
        Assert.Equal("\"1\"", added.Response.Headers.ETag?.ToString());
        Assert.Equal("\"1\"", (await _ann.GetAsync(path)).Response.Headers.ETag?.ToString());

        var first = await _ann.SendAsync(HttpMethod.Put, path, new { name = "Oat milk" }, ("If-Match", "\"1\""));
        Assert.Equal(2, first.ShouldSucceed().GetProperty("version").GetInt64());
        Assert.Equal("\"2\"", first.Response.Headers.ETag?.ToString());

        (await _ann.SendAsync(HttpMethod.Put, path, new { name = "Soy milk" }, ("If-Match", "\"1\"")))
            .ShouldFail(HttpStatusCode.PreconditionFailed, "Somebody else has changed this meanwhile");
        Assert.Equal("Oat milk", (await _ann.GetAsync(path)).ShouldSucceed().GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("\"7\", \"1\"", true)]
    [InlineData("\"7\"", false)]
    [InlineData("W/\"1\"", false)]
    [InlineData("nonsense", false)]
    [InlineData("\"99999999999999999999\"", false)]
    public async Task DeleteItem_IfMatch_IsObeyed(string header, bool isAllowed)
    {
        var itemId = await _ann.AddItemAsync(_listId);
        var answer = await _ann.SendAsync(HttpMethod.Delete, $"items/{itemId}", null, ("If-Match", header));
        Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Equal(isAllowed ? HttpStatusCode.NotFound : HttpStatusCode.OK, (await _ann.GetAsync($"items/{itemId}")).Status);
    }

    [Fact]
    public async Task UpdateList_ItemsChangedMeanwhile_IsMadeAllTheSame()
    {
        var tag = (await _ann.GetAsync($"shopping-lists/{_listId}")).Response.Headers.ETag!.ToString();
        await _ann.AddItemAsync(_listId);

        var renamed = await _ann.SendAsync(HttpMethod.Put, $"shopping-lists/{_listId}", new { name = "Weekend" }, ("If-Match", tag));
        Assert.Equal(2, renamed.ShouldSucceed().GetProperty("version").GetInt64());
        (await _ann.SendAsync(HttpMethod.Put, $"shopping-lists/{_listId}", new { name = "Party" }, ("If-Match", tag)))
            .ShouldFail(HttpStatusCode.PreconditionFailed);
        (await _ann.SendAsync(HttpMethod.Delete, $"shopping-lists/{_listId}", null, ("If-Match", tag)))
            .ShouldFail(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task GetList_NothingChanged_IsNotSentAgain()
    {
        var tag = (await _ann.GetAsync($"shopping-lists/{_listId}")).Response.Headers.ETag!.ToString();
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await _ann.SendAsync(HttpMethod.Get, $"shopping-lists/{_listId}", null, ("If-None-Match", tag))).Status);

        foreach (var known in new[] { $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            var answer = await _ann.SendAsync(HttpMethod.Get, $"shopping-lists/{_listId}", null, ("If-None-Match", known));
            Assert.Equal(HttpStatusCode.NotModified, answer.Status);
        }

        (await _ann.SendAsync(HttpMethod.Get, $"shopping-lists/{_listId}", null, ("If-None-Match", "nonsense"))).ShouldSucceed();
        await _ann.AddItemAsync(_listId);
        (await _ann.SendAsync(HttpMethod.Get, $"shopping-lists/{_listId}", null, ("If-None-Match", tag))).ShouldSucceed();
    }

    [Fact]
    public async Task UpdateItem_TwentyAtOnceOnOneVersion_OneIsMade()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        using var atGreen = _ann.At(fixture.Green);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            (number % 2 == 0 ? _ann : atGreen).SendAsync(HttpMethod.Put, $"items/{itemId}", new { name = $"Name {number}" }, ("If-Match", "\"1\""))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }
}
