using System.Globalization;
using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Protection.Limits;

public sealed class RateLimitsTests
{
    // A token in ten seconds: none comes while a test runs that has not used up its burst.
    private static readonly (string, string?)[] _strict =
    [
        .. new[] { "Api", "Pages", "Credentials", "Webhook" }.SelectMany(name => new[] { ($"Gateway:Limits:{name}:Rate", "0.1"), ($"Gateway:Limits:{name}:Burst", (string?)"3") }),
    ];

    [Theory]
    [InlineData("GET", "/api/v1/lists", "api")]
    [InlineData("GET", "/API/v1/lists", "api")]
    [InlineData("GET", "/api/v1/users/me", "api")]
    [InlineData("POST", "/api/v1/auth/jwt/login", "credentials")]
    [InlineData("POST", "/runners/log-in", "credentials")]
    [InlineData("POST", "/api/V1/Auth/register/", "credentials")]
    [InlineData("POST", "/api/v1/%61uth/jwt/login", "credentials")]
    [InlineData("PATCH", "/api/v1/users/me", "credentials")]
    [InlineData("GET", "/", "pages")]
    [InlineData("GET", "/runners/", "pages")]
    [InlineData("GET", "/runners/webhooks/github/x", "pages")]
    [InlineData("POST", "/runners/webhooks/github", "webhook")]
    public async Task Request_BeyondTheBurstOfItsClass_Is429AndReachesNobody(string method, string path, string limit)
    {
        await using var upstream = await FakeUpstream.StartAsync("upstream");
        await using var gateway = await StartAsync(upstream);
        using var counted = new Counted(gateway);

        for (var request = 0; request < 3; request++)
        {
            using var good = await AskAsync();
            Assert.True(good.IsSuccessStatusCode);
        }

        var reached = upstream.Requests.Count;
        using var refused = await AskAsync();

        await Problem.AssertAsync(429, refused);
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 10);
        Assert.Equal(reached, upstream.Requests.Count);
        Assert.Equal(1, counted.Of("limited", limit));
        Assert.Equal(1, counted.Of("limited"));

        Task<HttpResponseMessage> AskAsync() => gateway.Public.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
    }

    [Fact]
    public async Task Request_OfAnotherClass_HasItsOwnTokens()
    {
        await using var upstream = await FakeUpstream.StartAsync("upstream");
        await using var gateway = await StartAsync(upstream);
        for (var request = 0; request < 4; request++)
        {
            using var answer = await gateway.Public.PostAsync("/api/v1/auth/jwt/login", null);
        }

        Assert.Equal(HttpStatusCode.OK, (await gateway.Public.GetAsync("/api/v1/lists")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Public.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/.well-known/acme-challenge/token")]
    public async Task Request_ForWhatMustAnswerAlways_IsFree(string path)
    {
        await using var upstream = await FakeUpstream.StartAsync("upstream");
        await using var gateway = await StartAsync(upstream);

        for (var request = 0; request < 10; request++)
        {
            using var answer = await gateway.Public.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }

    // A log-in that calls itself a socket is a log-in.
    [Theory]
    [InlineData("/api/v1/ws", "api")]
    [InlineData("/elsewhere", "api")]
    [InlineData("/api/v1/auth/jwt/login", "credentials")]
    public async Task Upgrade_BeyondTheBurst_CountsAsTheApis(string path, string limit)
    {
        await using var upstream = await FakeUpstream.StartAsync("upstream");
        await using var gateway = await StartAsync(upstream);
        using var counted = new Counted(gateway);

        for (var request = 0; request < 4; request++)
        {
            await RawClient.AskAsync(gateway.PublicPort, $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n");
        }

        Assert.Equal(1, counted.Of("limited", limit));
    }

    [Fact]
    public async Task Admin_AskedOften_IsNotLimited()
    {
        await using var upstream = await FakeUpstream.StartAsync("upstream");
        await using var gateway = await StartAsync(upstream);

        for (var request = 0; request < 10; request++)
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.Admin.GetAsync("/alive")).StatusCode);
        }
    }

    private static async Task<RunningGateway> StartAsync(FakeUpstream upstream)
    {
        var gateway = await RunningGateway.StartAsync(
            [("Gateway:Slots:blue:Address", upstream.Address), ("Gateway:RunnerManager:Address", upstream.Address), .. _strict]);
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        return gateway;
    }
}
