using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests;

/// <summary>Every endpoint, as nobody, as a stranger, as a member and as the owner of a list.</summary>
[Collection(ApiCollection.Name)]
public sealed class AuthorizationTests(ApiFixture fixture)
{
    private const int Ok = 200;
    private const int Unauthorized = 401;
    private const int Forbidden = 403;

    public static TheoryData<string, string, int, int, int, int> Matrix => new()
    {
        // Method and path, then the answer to nobody, a stranger, a member, the owner.
        { "GET", "users/me", Unauthorized, Ok, Ok, Ok },
        { "PATCH", "users/me", Unauthorized, Ok, Ok, Ok },
        { "PUT", "users/me", Unauthorized, Ok, Ok, Ok },
        { "GET", "users", Unauthorized, Forbidden, Forbidden, Forbidden },
        { "GET", "users/{owner}", Unauthorized, Forbidden, Forbidden, Forbidden },
        { "PATCH", "users/{owner}", Unauthorized, Forbidden, Forbidden, Forbidden },
        { "DELETE", "users/{owner}", Unauthorized, Forbidden, Forbidden, Forbidden },
        { "GET", "shopping-lists", Unauthorized, Ok, Ok, Ok },
        { "GET", "shopping-lists/", Unauthorized, Ok, Ok, Ok },
        { "POST", "shopping-lists", Unauthorized, Ok, Ok, Ok },
        { "POST", "shopping-lists/", Unauthorized, Ok, Ok, Ok },
        { "GET", "shopping-lists/{list}", Unauthorized, Forbidden, Ok, Ok },
        { "GET", "shopping-lists/{list}/", Unauthorized, Forbidden, Ok, Ok },
        { "GET", "shopping-lists/{list}/items", Unauthorized, Forbidden, Ok, Ok },
        { "GET", "shopping-lists/{empty}/items", Unauthorized, Forbidden, Ok, Ok },
        { "POST", "shopping-lists/{list}/items", Unauthorized, Forbidden, Ok, Ok },
        { "POST", "shopping-lists/{list}/share", Unauthorized, Forbidden, Forbidden, Ok },
        { "PUT", "items/{item}", Unauthorized, Forbidden, Ok, Ok },
        { "DELETE", "items/{item}", Unauthorized, Forbidden, Ok, Ok },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Endpoint_EachKindOfCaller_GetsTheirDue(string method, string path, int nobody, int stranger, int member, int owner)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        using var anonymous = Person.Anonymous(fixture.Blue);
        var list = await ann.CreateListAsync();
        var empty = await ann.CreateListAsync();
        await ann.ShareAsync(list, bob);
        await ann.ShareAsync(empty, bob);

        foreach (var (person, expected) in new[] { (anonymous, nobody), (eve, stranger), (bob, member), (ann, owner) })
        {
            var item = await ann.AddItemAsync(list);
            var before = (await ann.GetAsync($"shopping-lists/{list}")).Body.GetRawText();
            var place = path.Replace("{list}", $"{list}", StringComparison.Ordinal)
                .Replace("{empty}", $"{empty}", StringComparison.Ordinal)
                .Replace("{item}", $"{item}", StringComparison.Ordinal)
                .Replace("{owner}", $"{ann.Id}", StringComparison.Ordinal);

            var answer = await (method switch
            {
                "GET" => person.GetAsync(place),
                "POST" => person.PostAsync(place, new { name = "Milk", email = eve.Email }),
                "PUT" => person.PutAsync(place, new { name = "Tea" }),
                "PATCH" => person.PatchAsync(place, new { }),
                _ => person.DeleteAsync(place),
            });

            Assert.Equal((HttpStatusCode)expected, answer.Status);
            if (expected != Ok)
            {
                answer.ShouldFail((HttpStatusCode)expected);
                Assert.DoesNotContain(ann.Email, answer.Body.GetRawText(), StringComparison.Ordinal);
                Assert.Equal(before, (await ann.GetAsync($"shopping-lists/{list}")).Body.GetRawText());
            }
        }
    }

    [Fact]
    public async Task Stranger_AsksForItemsOfOthers_LearnsOnlyThatTheyMayNot()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        var list = await ann.CreateListAsync("Secret");
        var item = await ann.AddItemAsync(list, "Present");
        (await eve.GetAsync($"shopping-lists/{list}")).ShouldFail(HttpStatusCode.Forbidden, "Not authorized to access this list");
        (await eve.PutAsync($"items/{item}", new { name = "Mine" })).ShouldFail(HttpStatusCode.Forbidden, "Not authorized to access this item");
        Assert.Empty((await eve.GetAsync("shopping-lists/")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task Member_SharesOn_IsToldThatOnlyTheOwnerMay()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var list = await ann.CreateListAsync();
        await ann.ShareAsync(list, bob);
        (await bob.PostAsync($"shopping-lists/{list}/share", new { email = bob.Email }))
            .ShouldFail(HttpStatusCode.Forbidden, "Only owner can share the list");
    }
}
