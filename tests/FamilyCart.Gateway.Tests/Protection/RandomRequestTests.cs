using System.Collections.Concurrent;
using System.Net;
using System.Text;
using FamilyCart.Gateway.Tests.Support;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace FamilyCart.Gateway.Tests.Protection;

public sealed class RandomRequestTests(ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private const int Requests = 10_000;
    private const int Clients = 16;

    private static readonly string[] _methods = ["GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "FETCH", "", "G\0T", "PRI"];
    private static readonly string[] _pieces = ["/", "/api", "/api/v1/lists", "/runners/", "/health", "..", ".", "%2e%2e", "%252e", "%2f", "%00", "%", "%zz", "//", "\\", ";v=1", "?a=b", "#x", "http://x", "*", "@", "\u00ff", " ", "x", "metrics"];
    private static readonly string[] _versions = ["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/9", "", "ICAP/1.0"];
    private static readonly string[] _names = ["Host", "Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "Origin", "Cookie", "Authorization", "X-Forwarded-For", "X", "Access-Control-Request-Method", "Sec-WebSocket-Key", "TE", "Range", "", "A B", "\u00e9"];
    private static readonly string[] _values = ["x", "localhost", "0", "4", "-1", "99999999999999999999", "chunked", "gzip, chunked", "close", "keep-alive", "Upgrade", "websocket", "h2c", "100-continue", "GET", "http://x", "null", "a=b; fc_slot=1", "Bearer x", "1.2.3.4, ::1", "\0", "\u00ff", "\u00c5\u00be", "", "[::1", "x:99999"];
    private static readonly string[] _ends = ["\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n "];

    private static readonly string[] _plainTargets = ["/", "/api/v1/lists", "/api/v1/lists?a=b", "/runners/", "/health", "/api/length", "/no/page"];
    private static readonly string[] _plainHeaders = ["Accept: */*", "X: y", "Cookie: a=b; fc_slot=1", "Authorization: Bearer x", "Origin: http://localhost", "X-Forwarded-For: 1.2.3.4, ::1", "Range: bytes=0-1", "Upgrade: h2c", "X: \u00c5\u00be"];

    [Fact]
    public async Task Requests_AtRandom_NeverBreakTheGateway()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", blue.Address),
            ("Gateway:RunnerManager:Address", blue.Address),
            ("Gateway:Limits:HeaderTimeout", "00:00:01"),
            ("Gateway:Limits:KeepAliveTimeout", "00:00:01"),
            ("Gateway:Limits:SlowTime", "00:00:02"));
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        var answers = new ConcurrentDictionary<string, int>();

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(Seed + client);
            for (var request = 0; request < Requests / Clients; request++)
            {
                var text = Request(random);
                var answer = await RawClient.AskAsync(gateway.PublicPort, text);
                var status = answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? answer[9..12] : "none";
                answers.AddOrUpdate(status, 1, (_, count) => count + 1);

                // 505 is the word for a version that is none.
                Assert.True(status[0] != '5' || status == "505", $"{Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))}\n{answer}");
            }
        })));

        output.WriteLine($"Seed {Seed}: {string.Join(", ", answers.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {pair.Value}"))}");
        Assert.Equal("blue GET /api/v1/lists", await gateway.Public.GetStringAsync("/api/v1/lists"));
        Assert.DoesNotContain(gateway.Log.All, line => line.Level >= LogLevel.Error);
        Assert.InRange(answers.GetValueOrDefault("200"), 1, Requests);
        Assert.InRange(answers.GetValueOrDefault("400"), 1, Requests);
    }

    private static string Request(Random random)
    {
        var text = new StringBuilder();
        text.Append(Rarely(random) ? Pick(random, _methods) : "GET").Append(' ');
        var target = random.Next(2) == 0 ? Pick(random, _plainTargets)[1..] : string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pick(random, _pieces)));
        text.Append(Rarely(random) ? target : $"/{target}").Append(' ').Append(Rarely(random) ? Pick(random, _versions) : "HTTP/1.1").Append("\r\n");
        if (!Rarely(random))
        {
            text.Append("Host: localhost\r\n");
        }

        for (var header = random.Next(4); header > 0; header--)
        {
            if (random.Next(4) > 0)
            {
                text.Append(Pick(random, _plainHeaders)).Append("\r\n");
            }
            else
            {
                text.Append(Pick(random, _names)).Append(Rarely(random) ? " :" : ": ").Append(Pick(random, _values)).Append(Pick(random, _ends));
            }
        }

        text.Append("Connection: close\r\n\r\n");
        for (var body = random.Next(3); body > 0; body--)
        {
            text.Append(Pick(random, ["0\r\n\r\n", "4\r\nmilk\r\n", "milk", "zz\r\n", "GET /api/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"]));
        }

        return text.ToString();
    }

    private static bool Rarely(Random random) => random.Next(8) == 0;

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
