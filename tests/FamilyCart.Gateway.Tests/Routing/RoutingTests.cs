using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Routing;

public sealed class RoutingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("/api")]
    [InlineData("/api/v1/lists?tag=a&tag=b%20c")]
    [InlineData("/api/v1/share/anna@example.org")]
    [InlineData("/api/v1/odd/a%20b;c%3Fd%23e+f")]
    [InlineData("/api/v1/names/%C5%BElu%C5%A5")]
    [InlineData("/API/v1/lists")]
    public async Task Api_AnyPath_ReachesActiveSlotUnchanged(string target)
    {
        var answer = await fixture.Gateway.Public.GetStringAsync(target);

        Assert.Equal($"blue GET {target}", answer);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Api_AnyMethod_ReachesActiveSlot(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/items/1");

        using var response = await fixture.Gateway.Public.SendAsync(request);

        Assert.Equal($"blue {method} /api/v1/items/1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Api_ActiveSlotGreen_ReachesGreen()
    {
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", fixture.Blue.Address),
            ("Gateway:Slots:green:Address", fixture.Green.Address),
            ("Gateway:ActiveSlot", "Green"));

        Assert.Equal("green GET /api/v1/lists", await gateway.Public.GetStringAsync("/api/v1/lists"));
    }

    [Fact]
    public async Task Api_NoSlotConfigured_Is404Problem()
    {
        await using var gateway = await RunningGateway.StartAsync();

        using var response = await gateway.Public.GetAsync("/api/v1/lists");

        await Problem.AssertAsync(404, response);
    }

    [Theory]
    [InlineData("/runners/", "/")]
    [InlineData("/runners/api/v1/status?a=b", "/api/v1/status?a=b")]
    [InlineData("/Runners/webhook", "/webhook")]
    public async Task Runners_AnyPath_ReachesManagerWithoutPrefix(string target, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        request.Headers.Add("Test-Id", target);

        using var response = await fixture.Gateway.Public.SendAsync(request);

        Assert.Equal($"manager GET {expected}", await response.Content.ReadAsStringAsync());
        var received = fixture.Manager.Requests.Single(one => one.Headers.GetValueOrDefault("Test-Id") == target);
        Assert.Equal("/runners", received.Headers["X-Forwarded-Prefix"]);
    }

    [Fact]
    public async Task Runners_WithoutTrailingSlash_RedirectsToIt()
    {
        using var response = await fixture.Gateway.Public.GetAsync("/runners?pool=uat");

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal("/runners/?pool=uat", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Runners_NoManagerConfigured_IsPage404()
    {
        await using var gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", fixture.Blue.Address));

        using var response = await gateway.Public.GetAsync("/runners/");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Api_ClientClaimsToBeForwarded_IsReplacedByWhatTheGatewaySaw()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/forwarded");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        request.Headers.Add("Forwarded", "for=203.0.113.7");
        request.Headers.Add("Authorization", "Bearer abc");

        using var response = await fixture.Gateway.Public.SendAsync(request);

        var headers = fixture.Blue.Requests.Single(one => one.Target == "/api/v1/forwarded").Headers;
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
        Assert.Equal($"127.0.0.1:{fixture.Gateway.PublicPort}", headers["X-Forwarded-Host"]);
        Assert.DoesNotContain("X-Forwarded-Prefix", headers.Keys);
        Assert.DoesNotContain("Forwarded", headers.Keys);
        Assert.Equal("Bearer abc", headers["Authorization"]);
    }

    [Fact]
    public async Task Admin_ProxiedPaths_AreNotServed()
    {
        using var response = await fixture.Gateway.Admin.GetAsync("/api/v1/lists");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("Answered-By", response.Headers.Select(header => header.Key));
    }
}
