using System.Text;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Protection.Connections;

public sealed class SlowAndLargeTests : IAsyncLifetime
{
    private FakeUpstream _blue = null!;
    private RunningGateway _gateway = null!;
    private Counted _counted = null!;

    public async Task InitializeAsync()
    {
        _blue = await FakeUpstream.StartAsync("blue");
        await StartGatewayAsync();
    }

    public async Task DisposeAsync()
    {
        await StopGatewayAsync();
        await _blue.DisposeAsync();
    }

    [Fact]
    public async Task Headers_ThatNeverEnd_AreGivenUp()
    {
        await RestartGatewayAsync(("Gateway:Limits:HeaderTimeout", "00:00:01"));
        using var client = await RawClient.ConnectAsync(_gateway.PublicPort);
        await client.SendAsync("GET /api/x HTTP/1.1\r\nHost: x\r\nX-One: ");

        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadToEndAsync(), StringComparison.Ordinal);
        await RefusedAsync("slow");
    }

    [Fact]
    public async Task Body_ThatStops_IsGivenUp()
    {
        await RestartGatewayAsync(("Gateway:Limits:SlowTime", "00:00:02"));
        using var client = await RawClient.ConnectAsync(_gateway.PublicPort);
        await client.SendAsync("POST /api/length HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nmilk");

        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadToEndAsync(), StringComparison.Ordinal);
        await RefusedAsync("slow");
    }

    [Fact]
    public async Task Connection_ThatIsSilentAfterAnAnswer_IsClosed()
    {
        // It runs before the first request as well.
        await RestartGatewayAsync(("Gateway:Limits:KeepAliveTimeout", "00:00:10"));
        var answer = await RawClient.AskAsync(_gateway.PublicPort, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Connection: close", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(2, 4000)]
    public async Task Headers_TooManyOrTooLong_Are431(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('x', length)}\r\n"));

        Assert.StartsWith("HTTP/1.1 431 ", await RawClient.AskAsync(_gateway.PublicPort, $"GET /api/x HTTP/1.1\r\nHost: x\r\n{headers}\r\n"), StringComparison.Ordinal);
        await RefusedAsync("headers");
    }

    [Fact]
    public async Task RequestLine_TooLong_Is414()
    {
        var answer = await RawClient.AskAsync(_gateway.PublicPort, $"GET /api/{new string('x', 2000)} HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
        await RefusedAsync("line");
    }

    [Fact]
    public async Task Body_WithoutAnEnd_Is413AndStops()
    {
        using var client = await RawClient.ConnectAsync(_gateway.PublicPort);
        var reading = client.ReadToEndAsync();
        await client.SendAsync("POST /api/length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = Encoding.ASCII.GetBytes($"4000\r\n{new string('x', 0x4000)}\r\n");
        for (var sent = 0; sent < 100_000 && !reading.IsCompleted && await client.SendAsync(chunk); sent++)
        {
        }

        Assert.StartsWith("HTTP/1.1 413 ", await reading, StringComparison.Ordinal);
        await RefusedAsync("body");
    }

    [Fact]
    public async Task Body_AnnouncedTooLarge_Is413BeforeItComes()
    {
        var answer = await RawClient.AskAsync(_gateway.PublicPort, "POST /api/length HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        await RefusedAsync("body");
    }

    private async Task RestartGatewayAsync(params (string Key, string? Value)[] more)
    {
        await StopGatewayAsync();
        await StartGatewayAsync(more);
    }

    private async Task StartGatewayAsync(params (string Key, string? Value)[] more)
    {
        _gateway = await RunningGateway.StartAsync(
        [
            ("Gateway:Slots:blue:Address", _blue.Address),
            ("Gateway:Limits:HeaderCount", "20"),
            ("Gateway:Limits:HeaderBytes", "4096"),
            ("Gateway:Limits:RequestLineBytes", "1024"),
            ("Gateway:Limits:RequestBodyBytes", "65536"),
            .. more,
        ]);
        _counted = new Counted(_gateway);
    }

    private async Task StopGatewayAsync()
    {
        _counted.Dispose();
        await _gateway.DisposeAsync();
    }

    // Counted after the answer has left.
    private async Task RefusedAsync(string reason)
    {
        await Eventually.TrueAsync(() => _counted.Of("refused") > 0);
        Assert.Equal((1, 1), (_counted.Of("refused", reason), _counted.Of("refused")));
        Assert.DoesNotContain(_blue.Requests, request => request.Target == "/api/x");
    }
}
