using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Tls;

public sealed class HttpsRedirectTests
{
    [Theory]
    [InlineData("GET", "/", "family.example", "https://family.example:8443/")]
    [InlineData("GET", "/api/v1/lists?a=b%20c&d=%2F&a=+", "family.example:8080", "https://family.example:8443/api/v1/lists?a=b%20c&d=%2F&a=+")]
    [InlineData("POST", "/api/caf%C3%A9/%20x", "127.0.0.1:8080", "https://127.0.0.1:8443/api/caf%C3%A9/%20x")]
    [InlineData("GET", "/healthy", "[::1]:8080", "https://[::1]:8443/healthy")]
    [InlineData("GET", "http://family.example/api/v1?a=b", "family.example", "https://family.example:8443/api/v1?a=b")]
    public async Task Request_OverHttp_IsSentToTheSameOverHttps(string method, string target, string host, string location)
    {
        await using var https = await HttpsGateway.StartAsync(("Gateway:Https:PublicPort", "8443"));

        var answer = await https.Gateway.SendRawAsync($"{method} {target} HTTP/1.1\nHost: {host}\nContent-Length: 0");

        Assert.StartsWith("HTTP/1.1 308 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {location}\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Request_ToTheStandardPort_IsSentThereWithoutNamingIt()
    {
        await using var https = await HttpsGateway.StartAsync(("Gateway:Https:PublicPort", "443"));

        Assert.Contains("\r\nLocation: https://family.example/x\r\n", await https.Gateway.SendRawAsync("GET /x HTTP/1.1\nHost: family.example"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host: evil.example/path?x=")]
    [InlineData("Host: user@evil.example")]
    [InlineData("Host: evil.example#")]
    [InlineData("Host: a_b..c")]
    [InlineData("Host: [::1")]
    [InlineData("Host: [evil.example]")]
    [InlineData("Host:")]
    [InlineData("Host: one.example\nHost: two.example")]
    public async Task Request_WithABadHost_Is400AndLeadsNowhere(string host)
    {
        await using var https = await HttpsGateway.StartAsync();

        var answer = await https.Gateway.SendRawAsync($"GET /x HTTP/1.1\n{host}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Location:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithAnAmbiguousPath_IsRefusedAndNotSentOn()
    {
        await using var https = await HttpsGateway.StartAsync();

        Assert.StartsWith("HTTP/1.1 400 ", await https.Gateway.SendRawAsync("GET //evil.example/%2e%2e HTTP/1.1\nHost: family.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ForHealthOrAtTheAdminDoor_IsAnsweredThere()
    {
        await using var https = await HttpsGateway.StartAsync();

        using var health = await https.Gateway.Public.GetAsync("/health");
        using var metrics = await https.Gateway.Admin.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
    }

    [Fact]
    public async Task Request_WithTheRedirectSwitchedOff_IsAnsweredOverHttp()
    {
        await using var https = await HttpsGateway.StartAsync(("Gateway:Https:Redirect", "false"));

        using var page = await https.Gateway.Public.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    // Every kind of answer: forwarded, failed, refused, the gateway's own. ProtectionTests has what they carry over http.
    [Theory]
    [InlineData("/api/telling")]
    [InlineData("/api/broken")]
    [InlineData("/runners/metrics")]
    [InlineData("/health")]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    public async Task Answer_OverHttps_CarriesHstsBesidesWhatItCarriesOverHttp(string path)
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var https = await HttpsGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Https:Redirect", "false"));
        await https.Gateway.HealthBecomesAsync(HttpStatusCode.OK);
        using var client = https.CreateClient();

        using var secure = await client.GetAsync(path);
        using var plain = await https.Gateway.Public.GetAsync(path);

        Assert.Equal(secure.StatusCode, plain.StatusCode);
        Assert.Equal(HeadersOf(plain).Append("Strict-Transport-Security: max-age=31536000").Order(StringComparer.Ordinal), HeadersOf(secure));
    }

    private static IEnumerable<string> HeadersOf(HttpResponseMessage answer) =>
        answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
}
