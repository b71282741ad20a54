using System.Net;
using System.Text;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Problems;

/// <summary>Bodies that no client of ours sends, at every endpoint that reads one.</summary>
[Collection(ApiCollection.Name)]
public sealed class BadBodyTests(ApiFixture fixture)
{
    private static readonly string[] _endpoints =
        ["POST auth/register", "POST shopping-lists", "POST shopping-lists/{list}/items", "POST shopping-lists/{list}/share", "PUT items/{item}",
            "POST auth/verify/verify", "POST auth/jwt/refresh", "POST auth/reset-password/reset-password"];

    private static readonly string[] _bodies =
    [
        "", "null", "[]", "7", "\"text\"", "{", """{"name":""", """{"name":{}}""",
        """{"name":"\ud800"}""", """{"email":[],"name":[]}""", """{"name":"x"}}""", $"{new string('[', 200)}", "\0\u0001",
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var endpoint in _endpoints)
            {
                foreach (var body in _bodies)
                {
                    cases.Add(endpoint, body);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Body_NotWhatIsExpected_IsRefused(string endpoint, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await SendAsync(endpoint, content);
        answer.ShouldFail(HttpStatusCode.UnprocessableEntity);
        Assert.NotEmpty(answer.Body.GetProperty("errors").EnumerateObject());
    }

    [Theory]
    [InlineData("DELETE", "shopping-lists/{list}/share/%00@example.org")]
    [InlineData("GET", "items/suggestions?query=%00")]
    [InlineData("GET", "categories?language=%00")]
    [InlineData("GET", "users/me?%00=%00")]
    public async Task Address_WithAZeroCharacter_IsNoServerError(string method, string path)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var place = path.Replace("{list}", $"{await ann.CreateListAsync()}", StringComparison.Ordinal);
        var answer = await ann.SendAsync(new HttpMethod(method), place, (object?)null);
        Assert.True((int)answer.Status < 500, $"{answer.Status}: {answer.Body}");
    }

    [Fact]
    public async Task LogIn_AddressWithAZeroCharacter_IsNoServerError()
    {
        using var anonymous = Person.Anonymous(fixture.Blue);
        Assert.True((int)(await anonymous.LogInAsync("ann\0@example.org", "some password")).Status < 500);
    }

    [Fact]
    public async Task Body_TooLarge_IsRefusedWithADetail()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var answer = await ann.PostAsync("shopping-lists", new { name = new string('n', 100_000) });
        answer.ShouldFail(HttpStatusCode.RequestEntityTooLarge);
        Assert.NotEmpty(answer.Detail!);
    }

    [Fact]
    public async Task Body_WrongType_NamesTheField()
    {
        using var content = new StringContent("""{"name":7}""", Encoding.UTF8, "application/json");
        (await SendAsync("POST shopping-lists", content)).ShouldRefuse("name");
    }

    [Theory]
    [InlineData("POST shopping-lists/{list}/items")]
    [InlineData("PUT items/{item}")]
    public async Task Body_QuantityNeitherTextNorNumber_NamesTheField(string endpoint)
    {
        using var content = new StringContent("""{"name":"Milk","quantity":true}""", Encoding.UTF8, "application/json");
        (await SendAsync(endpoint, content)).ShouldRefuse("quantity");
    }

    [Theory]
    [InlineData("POST auth/register")]
    [InlineData("POST shopping-lists")]
    [InlineData("PUT items/{item}")]
    public async Task Body_OfATenthOfAMegabyte_IsTooLarge(string endpoint)
    {
        using var content = new StringContent($$"""{"name":"{{new string('n', 100_000)}}"}""", Encoding.UTF8, "application/json");
        (await SendAsync(endpoint, content)).ShouldFail(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("POST auth/register")]
    [InlineData("POST shopping-lists")]
    [InlineData("PUT items/{item}")]
    public async Task Body_NoJson_IsUnsupported(string endpoint)
    {
        using var content = new StringContent("<list/>", Encoding.UTF8, "application/xml");
        (await SendAsync(endpoint, content)).ShouldFail(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("utf-7")]
    [InlineData("")]
    public async Task Body_InAnUnknownCharset_IsUnsupported(string charset)
    {
        using var content = new ByteArrayContent("""{"name":"Milk"}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
        (await SendAsync("POST shopping-lists", content))
            .ShouldFail(HttpStatusCode.UnsupportedMediaType, "The charset of the body is not known here: send UTF-8");
    }

    [Theory]
    [InlineData("limit")]
    [InlineData("cursor")]
    public async Task Query_OfAnotherType_NamesTheParameter(string parameter)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        await fixture.Database.ExecuteAsync("update account set is_superuser = true where id = $1", ann.Id);
        (await ann.GetAsync($"users?{parameter}=many")).ShouldRefuse(parameter);
        await fixture.Database.ExecuteAsync("update account set is_superuser = false where id = $1", ann.Id);
    }

    [Theory]
    [InlineData("GET", "nothing/here", HttpStatusCode.NotFound)]
    [InlineData("POST", "users/me", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "shopping-lists/{list}", HttpStatusCode.Forbidden)]
    public async Task Path_RefusedToABrowser_IsAProblemToo(string method, string path, HttpStatusCode status)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        var place = path.Replace("{list}", $"{await ann.CreateListAsync()}", StringComparison.Ordinal);
        var answer = await eve.SendAsync(new HttpMethod(method), place, (object?)null, ("Accept", "text/html"));
        answer.ShouldFail(status);
        Assert.NotEmpty(answer.Detail!);
        Assert.NotEmpty(answer.Body.GetProperty("traceId").GetString()!);
    }

    [Theory]
    [InlineData("GET", "nothing/here", HttpStatusCode.NotFound)]
    [InlineData("POST", "users/me", HttpStatusCode.MethodNotAllowed)]
    public async Task Path_Unknown_IsAProblemToo(string method, string path, HttpStatusCode status)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var answer = await ann.SendAsync(new HttpMethod(method), path, null);
        answer.ShouldFail(status);
        Assert.NotEmpty(answer.Detail!);
    }

    private async Task<Answer> SendAsync(string endpoint, HttpContent content)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var list = await ann.CreateListAsync();
        var item = await ann.AddItemAsync(list);
        var path = endpoint.Replace("{list}", $"{list}", StringComparison.Ordinal).Replace("{item}", $"{item}", StringComparison.Ordinal);
        var parts = path.Split(' ');
        return await ann.SendAsync(new HttpMethod(parts[0]), parts[1], content);
    }
}
