using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Protection;

public sealed class SmugglingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Smuggled = "GET /api/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    // Each is followed by a request that a reader who sees another end takes for one of its own.
    [Theory]
    [InlineData("framing", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("framing", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n")]
    [InlineData("framing", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("framing", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("framing", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("framing", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nX-Content-Length: 4\r\n\r\n0\r\n\r\n")]
    [InlineData("framing", "POST /api/length HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nX: y\nContent-Length: 40\r\n\r\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\nHost: x\nContent-Length: 40\n\n")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 44\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 44\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 0x4\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4,4\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 000000000000000000004\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4444444444444444444444444444444444444444444444444444444444444444444444444444444444444\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4 4\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: \u000b4\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: \u00a04\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length : 4\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4.0\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 00000000000000000004\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nmilk")]
    [InlineData("malformed", "POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("malformed", "GET /api/length HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("malformed", "GET /api/length HTTP/1.1\r\n\r\n")]
    [InlineData("malformed", "GET http://other/api/length HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("malformed", "GET /api/length HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n")]
    [InlineData("malformed", "GET /api/len\0gth HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("malformed", "GET /api/length HTTP/1.1\r\nHost: x\r\nX y: z\r\n\r\n")]
    [InlineData("malformed", "GET  /api/length HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("path", "GET /api/x/%2e%2e/length HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("path", "GET /api/x/%252e%252e/length HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    public async Task Message_ThatTwoReadersReadDifferently_IsRefusedOnceAndReachesNoSlot(string reason, string message)
    {
        var reached = fixture.Blue.Requests.Count;
        using var counted = new Counted(fixture.Gateway);

        var answer = await RawClient.AskAsync(fixture.Gateway.PublicPort, message + Smuggled);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Single(answer.Split("HTTP/1.1 "), part => part.Length > 0);
        Assert.Equal(reached, fixture.Blue.Requests.Count);
        await Eventually.TrueAsync(() => counted.Of("refused") > 0);
        Assert.Equal((1, 1), (counted.Of("refused", reason), counted.Of("refused")));
    }

    // Blanks around a value are no part of it (RFC 9110, 5.5), and nobody reads them as one.
    [Theory]
    [InlineData("  4")]
    [InlineData("\t4 ")]
    public async Task Length_WithBlanksAround_ReachesTheSlotWithout(string length)
    {
        var target = $"/api/length?{Guid.NewGuid()}";
        await RawClient.AskAsync(fixture.Gateway.PublicPort, $"POST {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length:{length}\r\n\r\nmilk");

        Assert.Equal("4", Assert.Single(fixture.Blue.Requests, request => request.Target == target).Headers["Content-Length"]);
    }

    [Theory]
    [InlineData("CONNECT / HTTP/1.1")]
    [InlineData("CONNECT x:80 HTTP/1.1")]
    [InlineData("TRACE /api/x HTTP/1.1")]
    public async Task Method_ForProxies_IsRefused(string line)
    {
        var reached = fixture.Blue.Requests.Count;
        using var counted = new Counted(fixture.Gateway);

        var answer = await RawClient.AskAsync(fixture.Gateway.PublicPort, $"{line}\r\nHost: x:80\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 40[05] ", answer);
        Assert.Equal(reached, fixture.Blue.Requests.Count);
        await Eventually.TrueAsync(() => counted.Of("refused") > 0);
        Assert.Equal(1, counted.Of("refused"));
    }

    [Theory]
    [InlineData("+4\r\nmilk\r\n")]
    [InlineData("-4\r\nmilk\r\n")]
    [InlineData("0x4\r\nmilk\r\n")]
    [InlineData("4\nmilk\r\n")]
    [InlineData("4\rmilk\r\n")]
    [InlineData("4\r\nmilkmore\r\n")]
    [InlineData("4\r\nmilk\n")]
    [InlineData("4;x\n\r\nmilk\r\n")]
    [InlineData("4;x\rGET\r\nmilk\r\n")]
    [InlineData("10000000000000004\r\nmilk\r\n")]
    [InlineData("\r\nmilk\r\n")]
    public async Task Chunk_ThatTwoReadersReadDifferently_IsRefusedAndNothingBehindItIsRead(string chunk)
    {
        var answer = await RawClient.AskAsync(
            fixture.Gateway.PublicPort, $"POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}0\r\n\r\n{Smuggled}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Blue.Requests, request => request.Target == "/api/smuggled");
    }

    // Fields behind a body are no headers, however they are called.
    [Fact]
    public async Task Trailers_WithNamesThatMatter_ReachNobody()
    {
        var target = $"/api/length?{Guid.NewGuid()}";
        await RawClient.AskAsync(
            fixture.Gateway.PublicPort,
            $"POST {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: Authorization\r\n\r\n4\r\nmilk\r\n0\r\n"
            + "Authorization: Bearer x\r\nX-Forwarded-For: 9.9.9.9\r\nContent-Length: 9\r\n\r\n");

        Assert.All(fixture.Blue.Requests.Where(request => request.Target == target), request =>
        {
            Assert.DoesNotContain("Authorization", request.Headers.Keys);
            Assert.DoesNotContain("9.9.9.9", request.Headers["X-Forwarded-For"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Trailers_WithoutEnd_AreGivenUp()
    {
        using var client = await RawClient.ConnectAsync(fixture.Gateway.PublicPort);
        var reading = client.ReadToEndAsync();
        await client.SendAsync("POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nmilk\r\n0\r\n");
        var trailer = $"X: {new string('y', 1000)}\r\n";
        for (var sent = 0; sent < 1_000_000 && !reading.IsCompleted && await client.SendAsync(trailer); sent++)
        {
        }

        Assert.Matches("^(HTTP/1.1 4|$)", await reading);
    }

    [Fact]
    public async Task Chunks_Malformed_EndTheRequestAndNothingBehindThemIsRead()
    {
        var answer = await RawClient.AskAsync(
            fixture.Gateway.PublicPort, $"POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4;x=\"\n\r\nmilk\r\nzz\r\n{Smuggled}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Blue.Requests, request => request.Target == "/api/smuggled");
    }
}
