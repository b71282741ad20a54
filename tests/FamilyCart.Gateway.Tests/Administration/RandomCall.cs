using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Administration;

/// <summary>Any call of the administration: what it takes, and what it does not.</summary>
internal static class RandomCall
{
    private static readonly string[] _methods = ["GET", "GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "FETCH"];

    private static readonly string[] _plainPaths = ["/deployments", "/deployments", "/deployments", "/promote", "/complete", "/rollback", "/resume", "/pause?seconds=0.01"];

    private static readonly string[] _paths =
    [
        "/rollback?force=true", "/pause?seconds=1", "/pause", "/pause?seconds=-1", "/pause?seconds=1e400", "/pause?seconds=1&seconds=2", "/pause?seconds=%00", "/rollback?force=yes", "/deployments/", "/deployments/green", "/DEPLOYMENTS", "/nowhere", "/",
        "/promote/../rollback", "/deployments?slot=green",
    ];

    private static readonly string[] _tokens =
    [
        $"Bearer {Operator.ViewerToken}", "Bearer wrong-0123456789abcdefghijklmnopqrstuvwxyz", $"Bearer {Operator.Token}x", $"Basic {Operator.Token}", "Bearer ", "Bearer", "\u00ff", "",
    ];

    private static readonly string[] _matches = ["*", "\"0\"", "\"1\"", "W/\"1\"", "nonsense", "\"-1\"", "\"99999999999999999999\"", "\"1\", \"2\"", "\"\u00e9\"", "\"", ""];

    private static readonly string[] _bodies =
    [
        """{"slot": "green"}""", """{"slot": "blue"}""", """{"slot": "green", "mode": "switch"}""", """{"slot": "blue", "mode": "switch"}""", """{"slot": "green", "mode": "canary"}""",
        """{"slot": "purple"}""", """{"slot": 1}""", """{"slot": null}""", """{"slot": ["green"]}""", """{"slot": {"slot": "green"}}""", """{"slot": "green", "mode": "soon"}""",
        """{"slot": "green", "mode": 7}""", """{"slot": "green", "force": true}""", """{"slot": "green", "slot": "blue"}""", """{"slot": "green"} and more""", """{"slot": "gr""", "[]", "{}", "null",
        "true", "\u00ff\u00fe\0", "", new string('[', 4000), """{"slot": "\ud800"}""",
    ];

    /// <summary>Draws one.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="seen">An ETag that was shown lately.</param>
    public static HttpRequestMessage Make(Random random, string seen)
    {
        var method = random.Next(6) > 0 ? "POST" : Pick(random, _methods);
        var request = new HttpRequestMessage(new HttpMethod(method), random.Next(5) > 0 ? Pick(random, _plainPaths) : Pick(random, _paths));
        request.Headers.TryAddWithoutValidation("Authorization", random.Next(6) > 0 ? $"Bearer {Operator.Token}" : Pick(random, _tokens));
        if (random.Next(4) == 0)
        {
            request.Headers.TryAddWithoutValidation("If-Match", random.Next(3) == 0 ? seen : Pick(random, _matches));
        }

        if (random.Next(4) == 0)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", random.Next(8) switch
            {
                0 => new string('k', 101),
                1 => "\u00e9",
                2 => "",
                var number => string.Create(CultureInfo.InvariantCulture, $"key-{number}-{random.Next(20)}"),
            });
        }

        if (request.Method.Method is not ("GET" or "HEAD" or "OPTIONS"))
        {
            request.Content = Body(random);
            request.Headers.TransferEncodingChunked = random.Next(8) == 0 ? true : null;
        }

        return request;
    }

    private static ByteArrayContent Body(Random random)
    {
        var text = random.Next(100) switch
        {
            0 => $$"""{"slot": "{{new string('g', 300_000)}}"}""",
            1 => new string(' ', 5_000) + """{"slot": "green"}""",
            2 => new string('x', 12_000_000),
            < 60 => _bodies[random.Next(5)],
            _ => Pick(random, _bodies),
        };
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(text));
        content.Headers.ContentType = random.Next(4) == 0 ? null : new MediaTypeHeaderValue(random.Next(4) == 0 ? "text/plain" : "application/json");
        return content;
    }

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
