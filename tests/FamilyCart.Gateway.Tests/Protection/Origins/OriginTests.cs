using System.Net;
using System.Net.WebSockets;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Protection.Origins;

public sealed class OriginTests
{
    [Theory]
    [InlineData("uat.example.org", 200)]
    [InlineData("UAT.example.org:8443", 200)]
    [InlineData("a.b.example.net", 200)]
    [InlineData("[2001:db8::1]", 200)]
    [InlineData("example.net", 421)]
    [InlineData("badexample.net", 421)]
    [InlineData("uat.example.org.evil.test", 421)]
    [InlineData("127.0.0.1", 421)]
    [InlineData("", 400)]
    public async Task Host_OnlyThoseOfTheList_AreServed(string host, int status)
    {
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Hosts", "uat.example.org, *.example.net,2001:db8::1"));
        using var counted = new Counted(gateway);

        var answer = await gateway.SendRawAsync($"GET / HTTP/1.1\nHost: {host}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? 0 : 1, counted.Of("refused", "host"));
    }

    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_IsAnsweredByTheGateway()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await StartAsync(blue);

        using var answer = await AskAsync(gateway, HttpMethod.Options, "https://app.example.org", ("Access-Control-Request-Method", "PATCH"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("https://app.example.org", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("PATCH", Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("Authorization, Content-Type, If-Match, Idempotency-Key, x-session-id", Header(answer, "Access-Control-Allow-Headers"));
        Assert.Equal("Origin", Header(answer, "Vary"));
        Assert.Empty(blue.Requests);
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("http://app.example.org")]
    [InlineData("https://app.example.org:8443")]
    [InlineData("https://app.example.org.evil.test")]
    [InlineData("null")]
    public async Task Preflight_OfAnyOtherOrigin_Is403(string origin)
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await StartAsync(blue);
        using var counted = new Counted(gateway);

        using var answer = await AskAsync(gateway, HttpMethod.Options, origin, ("Access-Control-Request-Method", "GET"));

        await Problem.AssertAsync(403, answer);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(1, counted.Of("refused", "origin"));
        Assert.Empty(blue.Requests);
    }

    [Fact]
    public async Task Request_OfAnOrigin_ShowsOnlyAllowedPagesTheAnswer()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await StartAsync(blue);

        using var allowed = await AskAsync(gateway, HttpMethod.Get, "https://app.example.org");
        using var other = await AskAsync(gateway, HttpMethod.Get, "https://evil.test");

        Assert.Equal("https://app.example.org", Header(allowed, "Access-Control-Allow-Origin"));
        Assert.Equal("ETag, Link, Retry-After", Header(allowed, "Access-Control-Expose-Headers"));
        Assert.Equal("Origin", Header(allowed, "Vary"));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("Origin", Header(other, "Vary"));
    }

    [Theory]
    [InlineData(null, 101)]
    [InlineData("https://app.example.org", 101)]
    [InlineData("own", 101)]
    [InlineData("https://evil.test", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("null", 403)]
    public async Task Socket_OfAnOrigin_IsOpenedForOwnAndAllowedPagesOnly(string? origin, int status)
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await StartAsync(blue);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == "own" ? $"http://127.0.0.1:{gateway.PublicPort}" : origin);
        }

        var connect = socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.PublicPort}/api/socket"), CancellationToken.None);
        await connect.ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(status, (int)socket.HttpStatusCode);
        Assert.Equal(status == 101, blue.Requests.Count == 1);
    }

    // A proxy in front may ask by another name than the page did.
    [Theory]
    [InlineData("https://uat.example.org", 101)]
    [InlineData("https://evil.test", 403)]
    public async Task Socket_OfAPageOfTheListedHosts_IsOpened(string origin, int status)
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Hosts", "uat.example.org,127.0.0.1"));
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);

        var connect = socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.PublicPort}/api/socket"), CancellationToken.None);
        await connect.ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(status, (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task Forwarded_ByAKnownProxy_IsTheClientInLimitsAndForServices()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address),
            ("Gateway:KnownProxies", "127.0.0.0/8,10.0.0.1"),
            ("Gateway:Limits:Api:Rate", "0.1"),
            ("Gateway:Limits:Api:Burst", "1"));

        Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("203.0.113.1"));

        // What stands before a known proxy is believed; what stands before the client is its own invention.
        Assert.Equal(HttpStatusCode.OK, await AskAsync("198.51.100.9, 203.0.113.2, 10.0.0.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("198.51.100.8, 203.0.113.2"));
        Assert.Equal(["203.0.113.1", "203.0.113.2"], blue.Requests.Select(request => request.Headers["X-Forwarded-For"]));
        Assert.All(blue.Requests, request => Assert.Equal("https", request.Headers["X-Forwarded-Proto"]));
        Assert.All(blue.Requests, request => Assert.DoesNotContain(request.Headers.Keys, name => name.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase)));

        async Task<HttpStatusCode> AskAsync(string chain)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lists");
            request.Headers.Add("X-Forwarded-For", chain);
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var answer = await gateway.Public.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Forwarded_ByAnybodyElse_DoesNotHelpAgainstLimits()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address), ("Gateway:KnownProxies", "10.0.0.1"), ("Gateway:Limits:Api:Rate", "0.1"), ("Gateway:Limits:Api:Burst", "1"));

        using var first = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lists") { Headers = { { "X-Forwarded-For", "203.0.113.1" } } };
        using var second = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lists") { Headers = { { "X-Forwarded-For", "203.0.113.2" } } };

        Assert.Equal(HttpStatusCode.OK, (await gateway.Public.SendAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.Public.SendAsync(second)).StatusCode);
        Assert.Equal("127.0.0.1", Assert.Single(blue.Requests).Headers["X-Forwarded-For"]);
    }

    private static async Task<RunningGateway> StartAsync(FakeUpstream blue)
    {
        var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Cors:Origins", "https://app.example.org,http://localhost:3000/"));
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        return gateway;
    }

    private static Task<HttpResponseMessage> AskAsync(RunningGateway gateway, HttpMethod method, string origin, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, "/api/v1/lists");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return gateway.Public.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
