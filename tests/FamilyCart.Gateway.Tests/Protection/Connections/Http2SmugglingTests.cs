using FamilyCart.Gateway.Tests.Support;
using static FamilyCart.Gateway.Tests.Support.Http2Frames;

namespace FamilyCart.Gateway.Tests.Protection.Connections;

/// <summary>What HTTP/2 can carry and HTTP/1.1 cannot, and what would be another request on the slot's side.</summary>
public sealed class Http2SmugglingTests : IAsyncLifetime
{
    private const int EndHeaders = 4;
    private const int EndStream = 1;

    private FakeUpstream _blue = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _blue = await FakeUpstream.StartAsync("blue");
        _gateway = await RunningGateway.StartAsync(("Gateway:Slots:blue:Address", _blue.Address), ("Kestrel:EndpointDefaults:Protocols", "Http2"));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _blue.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/x", "x: y\r\nTransfer-Encoding: chunked")]
    [InlineData("GET", "/api/x", "x: y\nHost: z")]
    [InlineData("GET", "/api/x", "x: a\0b")]
    [InlineData("GET", "/api/x", "transfer-encoding: chunked")]
    [InlineData("GET", "/api/x", "connection: close")]
    [InlineData("GET", "/api/x", "x y: z")]
    [InlineData("GET", "/api/x", "x\r\ny: z")]
    [InlineData("GET", "/api/x", "X-Upper: z")]
    [InlineData("GET", "/api/x", ":path: /api/other")]
    [InlineData("GET", "/api/x", ":unknown: z")]
    [InlineData("GET", "/api/x", "content-length: +0")]
    [InlineData("GET", "/api/x", "content-length:  0")]
    [InlineData("GET", "/api/x", "content-length: 0,0")]
    [InlineData("GET", "/api/x HTTP/1.1\r\nX: y", "x: y")]
    [InlineData("GET", "/api/x\r\n\r\nGET /api/smuggled", "x: y")]
    [InlineData("GET", "api/x", "x: y")]
    [InlineData("GET", "*", "x: y")]
    [InlineData("GET /api/smuggled HTTP/1.1\r\n\r\nGET", "/api/x", "x: y")]
    [InlineData("G T", "/api/x", "x: y")]
    [InlineData("TRACE", "/api/x", "x: y")]
    [InlineData("GET", "/api/%2e%2e/x", "x: y")]
    [InlineData("GET", "/api/metrics", "x: y")]
    public async Task Headers_ThatAreNoneInHttp1_AreRefused(string method, string path, string header)
    {
        // A name of HTTP/2 may begin with a colon.
        var colon = header.IndexOf(": ", 1, StringComparison.Ordinal);
        var head = Header(":method", method) + Header(":path", path) + Header(":scheme", "http") + Header(":authority", "x") + Header(header[..colon], header[(colon + 2)..]);

        await AssertRefusedAsync(Frame(Headers, EndHeaders | EndStream, 1, head));
    }

    [Fact]
    public async Task Host_BesideTheAuthority_IsNobodys()
    {
        var head = Header(":method", "GET") + Header(":path", "/api/x") + Header(":scheme", "http") + Header(":authority", "x") + Header("host", "evil.test");
        using var client = await RawClient.ConnectAsync(_gateway.PublicPort);
        await client.SendAsync(Hello + Frame(Headers, EndHeaders | EndStream, 1, head));
        await client.ReadUntilAsync(text => Frames(text).Any(frame => frame.Type is GoAway or Reset || (frame.Type == Headers && frame.Stream == 1)));

        Assert.All(_blue.Requests, request => Assert.DoesNotContain(request.Headers.Values, value => value.Contains("evil", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("4", "milk and more")]
    [InlineData("40", "milk")]
    public async Task Body_OfAnotherLengthThanAnnounced_IsRefused(string length, string body)
    {
        var head = Header(":method", "POST") + Header(":path", "/api/length") + Header(":scheme", "http") + Header(":authority", "x") + Header("content-length", length);
        using var client = await RawClient.ConnectAsync(_gateway.PublicPort);
        await client.SendAsync(Hello + Frame(Headers, EndHeaders, 1, head) + Frame(Data, EndStream, 1, body));

        await client.ReadUntilAsync(text => Frames(text).Any(frame => frame.Type is GoAway or Reset || (frame.Type == Headers && frame.Stream == 1)));

        // The slot may have seen the head by then; no body is ever taken for another request.
        Assert.DoesNotContain(_blue.Requests, request => request.Target != "/api/length");
    }

    // CVE-2024-27316: a head that never ends.
    [Fact]
    public async Task Continuations_WithoutEnd_EndTheConnection()
    {
        using var client = await RawClient.ConnectAsync(_gateway.PublicPort);
        var reading = client.ReadToEndAsync();
        var head = Header(":method", "GET") + Header(":path", "/api/x") + Header(":scheme", "http") + Header(":authority", "x");
        await client.SendAsync(Hello + Frame(Headers, EndStream, 1, head));
        var more = Frame(Continuation, 0, 1, string.Concat(Enumerable.Range(0, 100).Select(_ => Header("x", new string('y', 100)))));
        for (var sent = 0; sent < 100_000 && !reading.IsCompleted && await client.SendAsync(more); sent++)
        {
        }

        await reading;
        Assert.Empty(_blue.Requests);
    }

    private async Task AssertRefusedAsync(string frames)
    {
        using var client = await RawClient.ConnectAsync(_gateway.PublicPort);
        await client.SendAsync(Hello + frames);
        var answer = Frames(await client.ReadUntilAsync(text => Frames(text).Any(frame => frame.Type is GoAway or Reset || (frame.Type == Headers && frame.Stream == 1))));

        Assert.Contains(answer, frame => frame.Type is GoAway or Reset || (frame.Type == Headers && frame.Stream == 1));
        Assert.Empty(_blue.Requests);
    }
}
