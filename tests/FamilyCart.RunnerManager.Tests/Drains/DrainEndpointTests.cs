using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Drains;

public sealed class DrainEndpointTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private StillFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await StillFleet.StartAsync(postgres);

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Drain_OfAPool_RetiresItsRunnerShowsItAndKeepsWhoDidIt()
    {
        var answer = await TakenAsync("/api/pools/uat/drain", new { reason = " a new disk " });

        Assert.Equal((true, true), (answer.GetProperty("drained").GetBoolean(), answer.GetProperty("changed").GetBoolean()));
        Assert.StartsWith("uat is drained:", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        var pool = await PoolAsync(one => one.GetProperty("drained").ValueKind == JsonValueKind.Object && one.GetProperty("runners")[0].GetProperty("retiring").GetBoolean());
        Assert.Equal(("ann", "a new disk"), (pool.GetProperty("drained").GetProperty("by").GetString(), pool.GetProperty("drained").GetProperty("reason").GetString()));
        Assert.Equal("ann drain pool uat a new disk true", await LastActionAsync());
    }

    [Fact]
    public async Task DrainAndResume_Again_ChangeNothingMoreAndAreKeptAllTheSame()
    {
        await TakenAsync("/api/pools/uat/drain");

        Assert.False((await TakenAsync("/api/pools/uat/drain")).GetProperty("changed").GetBoolean());
        Assert.True((await TakenAsync("/api/pools/uat/resume")).GetProperty("changed").GetBoolean());
        Assert.False((await TakenAsync("/api/pools/uat/resume")).GetProperty("changed").GetBoolean());

        Assert.Equal("ann resume pool uat - false", await LastActionAsync());
        Assert.Equal(4, await _fleet.AskAsync<long>("select count(*) from operator_action"));
        Assert.Equal(0, await _fleet.AskAsync<long>("select count(*) from drain"));
    }

    [Fact]
    public async Task Drain_OfAHost_StandsInTheFleet()
    {
        await TakenAsync("/api/hosts/elsewhere/drain");

        var fleet = await FleetAsync(one => Host(one).GetProperty("drained").ValueKind == JsonValueKind.Object);
        Assert.Equal("ann", Host(fleet).GetProperty("drained").GetProperty("by").GetString());
        await TakenAsync("/api/hosts/elsewhere/resume");
        await FleetAsync(one => Host(one).GetProperty("drained").ValueKind == JsonValueKind.Null);

        static JsonElement Host(JsonElement fleet) => fleet.GetProperty("hosts").EnumerateArray().Single(host => host.GetProperty("name").GetString() == "elsewhere");
    }

    [Fact]
    public async Task Drain_OfARunnerByItsSlot_RetiresItAlone()
    {
        var answer = await TakenAsync("/api/runners/uat-1/drain");

        Assert.Equal("uat-1", answer.GetProperty("name").GetString());
        var pool = await PoolAsync(one => one.GetProperty("runners")[0].GetProperty("retiring").GetBoolean());
        Assert.Equal(JsonValueKind.Null, pool.GetProperty("drained").ValueKind);
        Assert.Equal("ann drain runner uat-1-abcdefgh - true", await LastActionAsync());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("a-token-that-nobody-has-0123456", HttpStatusCode.Unauthorized)]
    [InlineData(Operators.ViewerToken, HttpStatusCode.Forbidden)]
    public async Task Drain_WithoutTheRight_IsRefusedAndChangesNothing(string? token, HttpStatusCode expected)
    {
        foreach (var path in new[] { "/api/pools/uat/drain", "/api/pools/uat/resume", "/api/hosts/elsewhere/drain", "/api/hosts/elsewhere/resume", "/api/runners/uat-1/drain" })
        {
            using var answer = await _fleet.Client.PostAsync(path, token);

            Assert.Equal((path, expected), (path, answer.StatusCode));
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        Assert.Equal(0, await _fleet.AskAsync<long>("select (select count(*) from drain) + (select count(*) from operator_action)"));
    }

    [Theory]
    [InlineData("/api/pools/nobody/drain")]
    [InlineData("/api/pools/UAT/drain")]
    [InlineData("/api/pools/nobody/resume")]
    [InlineData("/api/pools/x'; drop table drain; --/drain")]
    [InlineData("/api/hosts/nowhere/drain")]
    [InlineData("/api/hosts/nowhere/resume")]
    [InlineData("/api/runners/uat-2/drain")]
    [InlineData("/api/runners/uat-1-abcdefgh/drain")]
    public async Task Drain_OfWhatTheFleetDoesNotHave_Is404WithAReason(string path)
    {
        using var answer = await _fleet.Client.PostAsync(path, Operators.Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.StartsWith("No ", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await _fleet.AskAsync<long>("select count(*) from drain"));
    }

    [Theory]
    [InlineData("one\nINFO another line")]
    [InlineData("\u0000")]
    [InlineData(null)]
    public async Task Drain_ReasonThatFitsNoLine_Is400(string? reason)
    {
        using var answer = await _fleet.Client.PostAsync("/api/pools/uat/drain", Operators.Token, new { reason = reason ?? new string('a', 201) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, await _fleet.AskAsync<long>("select count(*) from drain"));
    }

    [Fact]
    public async Task Drain_BodyThatIsNoJson_Is400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/pools/uat/drain") { Content = new StringContent("{", Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", $"Bearer {Operators.Token}");

        using var answer = await _fleet.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Drain_FromAnotherSite_GetsNoLeave()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/pools/uat/drain");
        preflight.Headers.Add("Origin", "http://elsewhere.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization");

        using var leave = await _fleet.Client.SendAsync(preflight);
        using var page = await _fleet.Client.GetAsync("/");

        Assert.DoesNotContain(leave.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.False(page.Headers.Contains("Set-Cookie"));
    }

    private async Task<JsonElement> TakenAsync(string path, object? body = null)
    {
        using var answer = await _fleet.Client.PostAsync(path, Operators.Token, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<string> LastActionAsync() => _fleet.AskAsync<string>(
        "select concat_ws(' ', operator, verb, target, name, coalesce(reason, '-'), changed::text) from operator_action order by id desc limit 1");

    private async Task<JsonElement> PoolAsync(Func<JsonElement, bool> expected)
    {
        return Pool(await FleetAsync(fleet => expected(Pool(fleet))));

        static JsonElement Pool(JsonElement fleet) => fleet.GetProperty("pools").EnumerateArray().Single(pool => pool.GetProperty("name").GetString() == "uat");
    }

    private Task<JsonElement> FleetAsync(Func<JsonElement, bool> expected) =>
        Eventually.IsAsync(() => _fleet.Client.GetFromJsonAsync<JsonElement>("/api/fleet").GetAwaiter().GetResult(), expected);
}
