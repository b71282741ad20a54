using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Lists;

[Collection(ApiCollection.Name)]
public sealed class ListCapTests(ApiFixture fixture)
{
    private const int Cap = 3;

    [Fact]
    public async Task Caps_Reached_AreToldAndCountedAndGiveWay()
    {
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Lists:Items"] = $"{Cap}", ["Lists:PerAccount"] = $"{Cap}", ["Lists:Members"] = "1" });
        using var limited = new CounterProbe(api, "familycart.requests.limited");
        using var ann = await Person.JoinAsync(api, "Ann");
        using var bob = await Person.JoinAsync(api, "Bob");

        var made = await Task.WhenAll(Enumerable.Range(0, 2 * Cap).Select(_ => ann.PostAsync("shopping-lists", new { name = "List" })));
        Assert.Equal(Cap, made.Count(answer => answer.Status == HttpStatusCode.OK));
        made.First(answer => answer.Status != HttpStatusCode.OK).ShouldFail(
            HttpStatusCode.Conflict, "The account has as many lists as it may have, deleted ones that can be restored included");
        Assert.Equal(Cap, limited.Total);

        var listId = made.First(answer => answer.Status == HttpStatusCode.OK).Body.GetProperty("id").GetInt32();
        var added = await Task.WhenAll(Enumerable.Range(0, 2 * Cap).Select(_ => ann.PostAsync($"shopping-lists/{listId}/items", new { name = "Milk" })));
        Assert.Equal(Cap, added.Count(answer => answer.Status == HttpStatusCode.OK));
        added.First(answer => answer.Status != HttpStatusCode.OK).ShouldFail(HttpStatusCode.Conflict, "The list has as many items as it may have");

        // A deleted item makes room for one, and comes back only while there is.
        var itemId = added.First(answer => answer.Status == HttpStatusCode.OK).Body.GetProperty("id").GetInt32();
        (await ann.DeleteAsync($"items/{itemId}")).ShouldSucceed();
        await ann.AddItemAsync(listId, "Tea");
        (await ann.PostAsync($"shopping-lists/{listId}/history/{itemId}/restore", null)).ShouldFail(HttpStatusCode.Conflict, "The list has as many items as it may have");
        (await ann.PostAsync($"shopping-lists/{listId}/history/{itemId}/re-add", null)).ShouldFail(HttpStatusCode.Conflict, "The list has as many items as it may have");

        (await ann.PostAsync($"shopping-lists/{listId}/share", new { email = bob.Email })).ShouldSucceed();
        var invitation = Assert.Single((await bob.GetAsync("invitations")).ShouldSucceed().EnumerateArray()).GetProperty("id").GetInt64();
        (await bob.PostAsync($"invitations/{invitation}/accept", null)).ShouldFail(HttpStatusCode.Conflict, "The list has as many members as it may have");
        Assert.Equal((2 * Cap) + 3, limited.Total);
    }
}
