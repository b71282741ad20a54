using System.Net;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Tokens;

[Collection(ApiCollection.Name)]
public sealed class TokenTests(ApiFixture fixture)
{
    [Fact]
    public async Task LogOut_TokenUsedElsewhere_IsDeadThereToo()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var secondLogin = await Person.LogInAsync(fixture.Blue, ann.Email);
        using var atGreen = ann.At(fixture.Green);
        (await atGreen.GetAsync("users/me")).ShouldSucceed();

        (await ann.PostAsync("auth/jwt/logout", null)).ShouldSucceed(HttpStatusCode.NoContent);

        (await atGreen.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized, "Unauthorized");
        (await ann.PostAsync("auth/jwt/logout", null)).ShouldFail(HttpStatusCode.Unauthorized);
        (await secondLogin.GetAsync("users/me")).ShouldSucceed();
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic YW5uOmFubg==")]
    [InlineData("Bearer %00 two words")]
    public async Task Request_NoTokenOfOurs_IsUnauthorized(string authorization)
    {
        using var client = fixture.Blue.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/users/me");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        (await Answer.ReadAsync(response)).ShouldFail(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [Fact]
    public async Task Request_TokenOfAThousandCharacters_IsUnauthorized()
    {
        using var client = fixture.Blue.NewClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {new string('t', 1000)}");
        using var response = await client.GetAsync("/api/v1/users/me");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Token_InTheDatabase_IsOnlyItsHash()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var hash = await fixture.Database.ReadAsync<byte[]>("select token_hash from access_token where account_id = $1", ann.Id);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(ann.Token)), hash);
        Assert.Equal(0, await fixture.Database.ReadAsync<long>(
            "select count(*) from access_token t where t::text like '%' || $1 || '%'", ann.Token));
    }

    [Fact]
    public async Task Token_UsedWithinTheHour_LivesOnUpToThirtyDays()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        for (var minutes = 0; minutes + 55 < TimeSpan.FromDays(30).TotalMinutes; minutes += 55)
        {
            api.Time.Advance(TimeSpan.FromMinutes(55));
            (await ann.GetAsync("users/me")).ShouldSucceed();
        }

        api.Time.Advance(TimeSpan.FromMinutes(55));
        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_IdleForMoreThanAnHour_HasEnded()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        api.Time.Advance(TimeSpan.FromMinutes(61));
        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);

        using var again = await Person.LogInAsync(api, ann.Email);
        Assert.Equal(1, await fixture.Database.ReadAsync<long>("select count(*) from access_token where account_id = $1", ann.Id));
    }

    [Fact]
    public async Task Token_ReadAgainWithinAMinute_IsNotWritten()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        const string ReadVersion = "select xmin::text from access_token where account_id = $1";
        var before = await fixture.Database.ReadAsync<string>(ReadVersion, ann.Id);
        (await ann.GetAsync("users/me")).ShouldSucceed();
        Assert.Equal(before, await fixture.Database.ReadAsync<string>(ReadVersion, ann.Id));
    }

    [Fact]
    public async Task Token_OfADeactivatedAccount_IsDead()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        await fixture.Database.ExecuteAsync("update account set is_active = false where id = $1", ann.Id);
        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_OfAnUnverifiedAccount_OpensOnlyItsOwnPage()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var listId = await ann.CreateListAsync();
        await fixture.Database.ExecuteAsync("update account set is_verified = false where id = $1", ann.Id);
        (await ann.GetAsync("users/me")).ShouldSucceed();
        (await ann.GetAsync("shopping-lists")).ShouldFail(HttpStatusCode.Forbidden);
        (await ann.GetAsync("shopping-lists/")).ShouldFail(HttpStatusCode.Forbidden);
        (await ann.PostAsync($"shopping-lists/{listId}/items", new { name = "Milk" })).ShouldFail(HttpStatusCode.Forbidden);
    }
}
