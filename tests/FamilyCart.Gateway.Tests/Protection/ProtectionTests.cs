using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Protection;

public sealed class ProtectionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Always = """
        Cross-Origin-Opener-Policy: same-origin
        Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
        Referrer-Policy: strict-origin-when-cross-origin
        X-Content-Type-Options: nosniff
        X-Frame-Options: DENY
        """;

    private const string Strict =
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Everything that leaves the door on each kind of answer, except what the framing of the message needs.
    [Theory]
    [InlineData("/api/telling", 200, Strict + "\nAnswered-By: blue")]
    [InlineData("/api/broken", 502, Strict)]
    [InlineData("/runners/metrics", 404, Strict)]
    [InlineData("/api/%2e%2e/x", 400, Strict)]
    [InlineData("/health", 200, Strict + "\nCache-Control: no-store")]
    [InlineData("/", 200, "Cache-Control: no-cache")]
    [InlineData("/no-such-page", 404, "Cache-Control: no-cache")]
    public async Task Answer_OfAnyKind_CarriesExactlyTheseHeaders(string target, int status, string others)
    {
        var answer = await fixture.Gateway.SendRawAsync($"GET {target} HTTP/1.1\nHost: localhost");

        var lines = answer.Split("\r\n\r\n")[0].Split("\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", lines[0], StringComparison.Ordinal);
        string[] framing = ["Connection", "Content-Length", "Content-Type", "Date", "Transfer-Encoding"];
        var headers = lines.Skip(1).Where(line => !framing.Contains(line.Split(':')[0])).ToList();
        if (headers.RemoveAll(header => header.StartsWith("Content-Security-Policy: default-src 'none'; style-src 'sha256-", StringComparison.Ordinal)) == 0)
        {
            Assert.Contains("Content-Security-Policy", others, StringComparison.Ordinal);
        }

        Assert.Equal(Always.Split('\n').Concat(others.Split('\n')).Order(StringComparer.Ordinal), headers.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("no-referrer", "no-referrer")]
    [InlineData("unsafe-url", "strict-origin-when-cross-origin")]
    public async Task Answer_WithAReferrerPolicy_MayOnlyBeStricter(string sent, string expected)
    {
        using var response = await fixture.Gateway.Public.GetAsync($"/api/discreet?policy={sent}");

        Assert.Equal(expected, Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Request_HeadersNamedByConnection_StayOnTheClientsHop()
    {
        await fixture.Gateway.SendRawAsync(
            "GET /api/hop-by-hop HTTP/1.1\nHost: localhost\nConnection: X-Mine, Host, keep-alive\nX-Mine: 1\nX-Kept: 2\nKeep-Alive: timeout=5\nTE: gzip\nProxy-Authorization: Basic eDp5");

        var headers = fixture.Blue.Requests.Single(one => one.Target == "/api/hop-by-hop").Headers;
        Assert.Equal("2", headers["X-Kept"]);
        Assert.Equal(new Uri(fixture.Blue.Address).Authority, headers["Host"]);
        Assert.Empty(headers.Keys.Intersect(["X-Mine", "Keep-Alive", "TE", "Proxy-Authorization", "Connection"], StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(2048, 200)]
    [InlineData(2049, 413)]
    public async Task Body_OfAnnouncedLength_IsTakenUpToTheLimit(int length, int status)
    {
        using var content = new ByteArrayContent(new byte[length]);

        using var response = await fixture.Gateway.Public.PostAsync("/api/length", content);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Body_TooLargeFromAClientThatWritesBeforeItReads_IsStillAnswered()
    {
        var answer = await fixture.Gateway.SendRawAsync("POST /api/length HTTP/1.1\nHost: localhost\nContent-Length: 4000000", body: new byte[4_000_000]);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OfUnknownLengthAboveTheLimit_Is413Problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/length") { Content = new ByteArrayContent(new byte[3000]) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await fixture.Gateway.Public.SendAsync(request);

        await Problem.AssertAsync(413, response);
    }

    [Fact]
    public async Task Body_OfUnknownLengthWithinTheLimit_Passes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/length") { Content = new ByteArrayContent(new byte[1500]) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await fixture.Gateway.Public.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1500", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Request_Ordinary_LeavesNoLogLine()
    {
        await fixture.Gateway.Public.GetStringAsync("/api/unlogged");
        await fixture.Gateway.Public.GetStringAsync("/");

        Assert.DoesNotContain(fixture.Gateway.Log.All, line => line.Text.Contains("unlogged", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Gateway.Log.All, line => line.Category.StartsWith("Microsoft.AspNetCore.Hosting.Diagnostics", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Gateway.Log.All, line => line.Category.StartsWith("Yarp", StringComparison.Ordinal));
    }
}
