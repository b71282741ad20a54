using System.Net;
using System.Net.WebSockets;
using FamilyCart.Gateway.Protection;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Routing;

/// <summary>Grafana and the frontend, which may be there or not.</summary>
public sealed class OptionalRoutesTests : IAsyncLifetime
{
    private FakeUpstream _grafana = null!;
    private FakeUpstream _frontend = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _grafana = await FakeUpstream.StartAsync("grafana");
        _frontend = await FakeUpstream.StartAsync("frontend");
        _gateway = await RunningGateway.StartAsync(
            ("Gateway:Grafana:Address", _grafana.Address), ("Gateway:Frontend:Address", _frontend.Address), ("Gateway:Frontend:HealthPath", "/health"), ("Gateway:Limits:Credentials:Burst", "1"));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _grafana.DisposeAsync();
        await _frontend.DisposeAsync();
    }

    [Theory]
    [InlineData("/grafana/", "grafana")]
    [InlineData("/grafana/d/uid/overview?from=now-1h", "grafana")]
    [InlineData("/", "frontend")]
    [InlineData("/lists/3?tag=a", "frontend")]
    [InlineData("/_next/static/chunk.js", "frontend")]
    public async Task Path_OfAnUpstream_ReachesItUnchangedAndByItsOwnHost(string target, string name)
    {
        Assert.Equal($"{name} GET {target}", await _gateway.Public.GetStringAsync(target));
        Assert.Equal($"127.0.0.1:{_gateway.PublicPort}", Assert.Single(name == "grafana" ? _grafana.Requests : _frontend.Requests).Headers["Host"]);
    }

    [Theory]
    [InlineData("/grafana/metrics")]
    [InlineData("/grafana/METRICS/")]
    [InlineData("/grafana/metrics/plugins/x")]
    [InlineData("/grafana/%6detrics")]
    [InlineData("/Grafana/metrics")]
    [InlineData("/grafana//metrics")]
    [InlineData("/grafana/x/../metrics")]
    [InlineData("/grafana/x/%2e%2e/metrics")]
    [InlineData("/grafana/admin/users")]
    [InlineData("/grafana/api/admin/settings")]
    [InlineData("/grafana/api/health")]
    [InlineData("/grafana/healthz")]
    [InlineData("/grafana/debug/pprof")]
    [InlineData("/metrics")]
    [InlineData("/METRICS/x")]
    [InlineData("/alive")]
    [InlineData("/admin/users")]
    [InlineData("/runners/")]
    [InlineData("/api/v1/lists")]
    public async Task Path_ThatIsNobodysHere_ReachesNeither(string target)
    {
        var answer = await _gateway.SendRawAsync($"GET {target} HTTP/1.1\nHost: x");

        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        Assert.Empty(_grafana.Requests);
        Assert.Empty(_frontend.Requests);
    }

    [Fact]
    public async Task Absent_BothAreThePage()
    {
        await using var gateway = await RunningGateway.StartAsync();
        foreach (var (target, status) in new[] { ("/grafana/", HttpStatusCode.NotFound), ("/grafana", HttpStatusCode.NotFound), ("/", HttpStatusCode.OK), ("/lists", HttpStatusCode.NotFound) })
        {
            using var answer = await gateway.Public.GetAsync(target);
            Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task Grafana_WithoutTrailingSlash_RedirectsToIt()
    {
        using var answer = await _gateway.Public.GetAsync("/grafana?orgId=1");

        Assert.Equal((HttpStatusCode.PermanentRedirect, "/grafana/?orgId=1"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Policy_OfEach_IsNoWiderThanItNeeds()
    {
        Assert.Equal(SecurityHeaders.GrafanaContentSecurityPolicy, await PolicyAsync("/grafana/"));
        Assert.Equal(SecurityHeaders.FrontendContentSecurityPolicy, await PolicyAsync("/"));
        Assert.Equal(SecurityHeaders.StrictContentSecurityPolicy, await PolicyAsync("/health"));
        Assert.Equal(SecurityHeaders.StrictContentSecurityPolicy, await PolicyAsync("/grafana/metrics"));
        Assert.DoesNotContain("unsafe-eval", SecurityHeaders.FrontendContentSecurityPolicy, StringComparison.Ordinal);

        async Task<string> PolicyAsync(string path)
        {
            using var answer = await _gateway.Public.GetAsync(path);
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            return answer.Headers.GetValues("Content-Security-Policy").Single();
        }
    }

    // Where Grafana believes a proxy, whoever writes these is whom they name.
    [Fact]
    public async Task Grafana_ClientSaysWhoItIs_IsNotPassedOn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/grafana/");
        request.Headers.Add("X-WEBAUTH-USER", "admin");
        request.Headers.Add("X-WEBAUTH-ROLE", "Admin");
        request.Headers.Add("X-WebAuth-Whatever", "Admin");
        request.Headers.Add("X-Real-IP", "10.1.2.3");
        request.Headers.Add("X-JWT-Assertion", "x");
        using var answer = await _gateway.Public.SendAsync(request);

        Assert.DoesNotContain(Assert.Single(_grafana.Requests).Headers.Keys, name => name.StartsWith("X-WEBAUTH", StringComparison.OrdinalIgnoreCase) || name is "X-JWT-Assertion" or "X-Real-IP");
    }

    [Theory]
    [InlineData("POST", "/grafana/login", null)]
    [InlineData("GET", "/grafana/api/org", "Basic YWRtaW46YWRtaW4=")]
    public async Task Grafana_PasswordsAreTried_CountAsCredentials(string method, string path, string? authorization)
    {
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var answer = await _gateway.Public.SendAsync(request);
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.Public.GetAsync("/grafana/")).StatusCode);
    }

    [Fact]
    public async Task Grafana_LiveSocket_Passes()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", $"http://127.0.0.1:{_gateway.PublicPort}");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_gateway.PublicPort}/grafana/api/live/ws"), CancellationToken.None);
        await socket.SendAsync("live"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[16];
        Assert.Equal(4, (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).Count);

        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Origin", "https://evil.test");
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(new Uri($"ws://127.0.0.1:{_gateway.PublicPort}/grafana/api/live/ws"), CancellationToken.None));
    }
}
