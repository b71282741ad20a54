using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Tokens;

[Collection(ApiCollection.Name)]
public sealed class RefreshTests(ApiFixture fixture)
{
    [Fact]
    public async Task LogIn_WithoutScope_GivesNoRefreshToken()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var anonymous = Person.Anonymous(fixture.Blue);
        var login = (await anonymous.LogInAsync(ann.Email, Person.Password)).ShouldSucceed();
        Assert.Equal(["access_token", "token_type"], login.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task LogIn_OfflineAccess_GivesAPairThatLivesBriefly()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var login = await LogInAsync(api, ann.Email, "read offline_access");
        Assert.Equal("bearer", login.GetProperty("token_type").GetString());
        Assert.Equal(15 * 60, login.GetProperty("expires_in").GetInt32());
        Assert.Equal(43, Refresh(login).Length);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(api, Access(login)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, Refresh(login)));
        api.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, Access(login)));
    }

    [Fact]
    public async Task Refresh_NewestToken_GivesTheNextPairAtEitherInstance()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var first = await LogInAsync(fixture.Blue, ann.Email);
        var second = (await RefreshAsync(fixture.Green, Refresh(first))).ShouldSucceed();
        Assert.NotEqual(Refresh(first), Refresh(second));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(fixture.Blue, Access(second)));
        (await RefreshAsync(fixture.Blue, Refresh(second))).ShouldSucceed();
        Assert.Equal(1, await fixture.Database.ReadAsync<long>(
            "select count(distinct login_id) from refresh_token where account_id = $1", ann.Id));
    }

    [Fact]
    public async Task Refresh_UsedTokenAfterTheGrace_EndsTheWholeLogIn()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        var stolen = await LogInAsync(api, ann.Email);
        var thiefs = (await RefreshAsync(api, Refresh(stolen))).ShouldSucceed();
        using var socket = await SocketClient.ConnectAsync(api, listId, Access(thiefs));
        await socket.NextAsync();

        api.Time.Advance(TimeSpan.FromSeconds(11));
        (await RefreshAsync(api, Refresh(stolen))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");

        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, Access(stolen)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, Access(thiefs)));
        (await RefreshAsync(api, Refresh(thiefs))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
        (await ann.GetAsync("users/me")).ShouldSucceed();
        Assert.Contains(api.Logs.Lines, line => line.Id.Id == 4502);
        Assert.DoesNotContain(api.Logs.Lines, line => line.Text.Contains(Refresh(stolen), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refresh_UsedTokenWithinTheGrace_GivesAnotherPair()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var first = await LogInAsync(api, ann.Email);
        var lost = (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        api.Time.Advance(TimeSpan.FromSeconds(5));
        var again = (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        Assert.NotEqual(Refresh(lost), Refresh(again));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(api, Access(again)));
    }

    [Fact]
    public async Task Refresh_TokenThatAnotherReplacedAfterTheGrace_EndsTheLogIn()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var first = await LogInAsync(api, ann.Email);
        var lost = (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        var again = (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        Assert.Equal(1, await fixture.Database.ReadAsync<long>(
            "select count(*) from refresh_token where account_id = $1 and used_at is null", ann.Id));
        api.Time.Advance(TimeSpan.FromSeconds(11));
        (await RefreshAsync(api, Refresh(lost))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
        (await RefreshAsync(api, Refresh(again))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, Access(again)));
    }

    [Fact]
    public async Task Refresh_TokenThatAnotherReplacedWithinTheGrace_IsRefusedAndTheLogInLives()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var first = await LogInAsync(api, ann.Email);
        var crossed = (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        var kept = (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        api.Time.Advance(TimeSpan.FromSeconds(5));
        (await RefreshAsync(api, Refresh(crossed))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(api, Access(kept)));
        (await RefreshAsync(api, Refresh(kept))).ShouldSucceed();
    }

    [Fact]
    public async Task Refresh_UsedTokenWithinTheGraceAfterItsSuccessor_EndsTheLogIn()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var first = await LogInAsync(api, ann.Email);
        var second = (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        var third = (await RefreshAsync(api, Refresh(second))).ShouldSucceed();
        (await RefreshAsync(api, Refresh(first))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
        (await RefreshAsync(api, Refresh(third))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
    }

    [Fact]
    public async Task Refresh_UsedAgainWithinTheGrace_DoesNotProlongIt()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var first = await LogInAsync(api, ann.Email);
        (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        api.Time.Advance(TimeSpan.FromSeconds(6));
        (await RefreshAsync(api, Refresh(first))).ShouldSucceed();
        api.Time.Advance(TimeSpan.FromSeconds(6));
        (await RefreshAsync(api, Refresh(first))).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refresh_ManyTimesAtOnceAtBothInstances_KeepsOneLogIn()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var first = await LogInAsync(fixture.Blue, ann.Email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            RefreshAsync(number % 2 == 0 ? fixture.Blue : fixture.Green, Refresh(first))));
        var tokens = answers.Select(answer => Refresh(answer.ShouldSucceed())).ToList();
        Assert.Equal(8, tokens.Distinct().Count());
        Assert.Equal(1, await fixture.Database.ReadAsync<long>(
            "select count(distinct login_id) from refresh_token where account_id = $1", ann.Id));
    }

    [Fact]
    public async Task Refresh_NotForTwoWeeks_IsOver()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var login = await LogInAsync(api, ann.Email);
        api.Time.Advance(TimeSpan.FromDays(14));
        (await RefreshAsync(api, Refresh(login))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
    }

    [Fact]
    public async Task Refresh_EveryTenDays_IsOverAfterThirty()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var login = await LogInAsync(api, ann.Email);
        for (var time = 0; time < 2; time++)
        {
            api.Time.Advance(TimeSpan.FromDays(10));
            login = (await RefreshAsync(api, Refresh(login))).ShouldSucceed();
        }

        api.Time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMinutes(5));
        login = (await RefreshAsync(api, Refresh(login))).ShouldSucceed();
        Assert.InRange(login.GetProperty("expires_in").GetInt32(), 1, 300);
        api.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, Access(login)));
        (await RefreshAsync(api, Refresh(login))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
    }

    [Fact]
    public async Task LogOut_OfAnOfflineLogIn_EndsAllItsTokens()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var first = await LogInAsync(fixture.Blue, ann.Email);
        var second = (await RefreshAsync(fixture.Blue, Refresh(first))).ShouldSucceed();
        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(fixture.Green, Access(second), HttpMethod.Post, "auth/jwt/logout"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(fixture.Blue, Access(first)));
        (await RefreshAsync(fixture.Blue, Refresh(first))).ShouldFail(HttpStatusCode.Unauthorized);
        (await RefreshAsync(fixture.Blue, Refresh(second))).ShouldFail(HttpStatusCode.Unauthorized);
        (await ann.GetAsync("users/me")).ShouldSucceed();
    }

    [Fact]
    public async Task LogOut_WhileRefreshing_LeavesNoTokenAlive()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        for (var trial = 0; trial < 10; trial++)
        {
            var login = await LogInAsync(fixture.Blue, ann.Email);
            var refreshing = RefreshAsync(fixture.Green, Refresh(login));
            await AskAsync(fixture.Blue, Access(login), HttpMethod.Post, "auth/jwt/logout");
            var refreshed = await refreshing;
            if (refreshed.Status == HttpStatusCode.OK)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(fixture.Blue, Access(refreshed.Body)));
                (await RefreshAsync(fixture.Blue, Refresh(refreshed.Body))).ShouldFail(HttpStatusCode.Unauthorized);
            }
        }
    }

    [Fact]
    public async Task Refresh_OfADeactivatedAccount_IsRefused()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var login = await LogInAsync(fixture.Blue, ann.Email);
        await fixture.Database.ExecuteAsync("update account set is_active = false where id = $1", ann.Id);
        (await RefreshAsync(fixture.Blue, Refresh(login))).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Refresh_NoTokenOfOurs_IsRefused(string token) =>
        (await RefreshAsync(fixture.Blue, token)).ShouldFail(HttpStatusCode.Unauthorized, "REFRESH_BAD_TOKEN");

    [Fact]
    public async Task Refresh_NothingGiven_NamesTheField()
    {
        using var anonymous = Person.Anonymous(fixture.Blue);
        (await anonymous.PostAsync("auth/jwt/refresh", new { })).ShouldRefuse("refresh_token");
    }

    [Fact]
    public async Task RefreshToken_InTheDatabase_IsOnlyItsHash()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var login = await LogInAsync(fixture.Blue, ann.Email);
        Assert.Equal(0, await fixture.Database.ReadAsync<long>(
            "select count(*) from refresh_token t where t::text like '%' || $1 || '%'", Refresh(login)));
    }

    private ApiApplication Start() => ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);

    private static async Task<JsonElement> LogInAsync(ApiApplication api, string email, string scope = "offline_access")
    {
        using var anonymous = Person.Anonymous(api);
        using var form = new FormUrlEncodedContent([new("username", email), new("password", Person.Password), new("scope", scope)]);
        return (await anonymous.SendAsync(HttpMethod.Post, "auth/jwt/login", form)).ShouldSucceed();
    }

    private static async Task<Answer> RefreshAsync(ApiApplication api, string token)
    {
        using var anonymous = Person.Anonymous(api);
        return await anonymous.PostAsync("auth/jwt/refresh", new { refresh_token = token });
    }

    private static async Task<HttpStatusCode> AskAsync(ApiApplication api, string token, HttpMethod? method = null, string path = "users/me")
    {
        using var client = api.NewClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static string Access(JsonElement login) => login.GetProperty("access_token").GetString()!;

    private static string Refresh(JsonElement login) => login.GetProperty("refresh_token").GetString()!;
}
