using System.Globalization;
using System.Net;
using System.Text;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Transport;

/// <summary>
/// A gateway that handles arrivals inline, as in the topology, on one thread: whatever keeps that thread keeps everybody from the API. The
/// gateway is a process of its own, since the threads are those of a process.
/// </summary>
public sealed class InlineTests : IAsyncLifetime
{
    private const int Asked = 50;

    private TwoSlots _slots = null!;
    private GatewayProgram _gateway = null!;

    public async Task InitializeAsync()
    {
        _slots = await TwoSlots.StartAsync();
        _gateway = await GatewayProgram.StartAsync(
            _slots,
            ("Gateway:Transport:Inline", "true"),
            ("Gateway:Transport:Threads", "1"),
            ("Gateway:Limits:Pages:Rate", "100000"),
            ("Gateway:Limits:Pages:Burst", "50000"));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _slots.DisposeAsync();
    }

    [Fact]
    public async Task Pipelined_ForwardedAndAnsweredHere_AreAnsweredInOrder()
    {
        var requests = new StringBuilder();
        for (var number = 0; number < 200; number++)
        {
            requests.Append(CultureInfo.InvariantCulture, $"GET {(number % 3 == 0 ? "/health" : $"/api/{number}")} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(number == 199 ? "Connection: close\r\n" : "")}\r\n");
        }

        var answers = (await RawClient.AskAsync(_gateway.PublicPort, requests.ToString())).Split("HTTP/1.1 200 OK")[1..];

        Assert.Equal(200, answers.Length);
        Assert.All(answers.Index(), answer => Assert.Contains(
            answer.Index % 3 == 0 ? "{\"status\":\"healthy\"}" : $"blue GET /api/{answer.Index}\r\n", answer.Item, StringComparison.Ordinal));
    }

    // The first answer comes from the slot, after which the connection goes on where that one was handled.
    [Theory]
    [InlineData("/health")]
    [InlineData("/")]
    [InlineData("/api/more")]
    [InlineData("/api/%2e%2e/refused")]
    public async Task Pipelined_OneClientNeverStops_OthersAreAnswered(string path)
    {
        var requests = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 500)));
        using var greedy = await RawClient.ConnectAsync(_gateway.PublicPort);
        await greedy.SendAsync("GET /api/first HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        var (read, sent) = (greedy.DrainAsync(), SendAsync());

        await AskAsync();

        Assert.False(sent.IsCompleted);
        greedy.Dispose();
        await Task.WhenAll(read, sent);

        async Task SendAsync()
        {
            while (await greedy.SendAsync(requests))
            {
                // Until the connection is closed.
            }
        }
    }

    [Fact]
    public async Task Answer_OneClientTakesOneWithoutEnd_OthersAreAnswered()
    {
        using var greedy = await RawClient.ConnectAsync(_gateway.PublicPort);
        await greedy.SendAsync("GET /api/endless HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        var read = greedy.DrainAsync();

        await AskAsync();

        Assert.False(read.IsCompleted);
        greedy.Dispose();
        await read;
    }

    [Fact]
    public async Task Answer_NobodyTakesIt_OthersAreAnswered()
    {
        using var idle = await RawClient.ConnectAsync(_gateway.PublicPort);
        await idle.SendAsync("GET /api/endless HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        await Eventually.TrueAsync(() => _slots.Blue.Requests.Any(request => request.Target == "/api/endless"));

        await AskAsync();
    }

    [Fact]
    public async Task Upstream_DoesNotAnswerMany_OthersAreAnswered()
    {
        using var gone = new CancellationTokenSource();
        var held = Enumerable.Range(0, 100).Select(_ => _gateway.Public.GetAsync("/api/slow", gone.Token)).ToList();
        await Eventually.TrueAsync(() => _slots.Blue.Requests.Count(request => request.Target == "/api/slow") == held.Count);

        await AskAsync();

        Assert.All(held, request => Assert.False(request.IsCompleted));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(held));
    }

    // One after the other, each on a way of its own through the thread.
    private async Task AskAsync()
    {
        for (var number = 0; number < Asked; number++)
        {
            using var answer = await _gateway.Public.GetAsync($"/api/other/{number}").WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
