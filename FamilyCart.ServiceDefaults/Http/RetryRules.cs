using System.Net;
using System.Net.Http.Json;
using Polly;
using Polly.Timeout;

namespace FamilyCart.ServiceDefaults.Http;

internal static class RetryRules
{
    public static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("http.request");

    public static readonly ResiliencePropertyKey<DateTimeOffset> Deadline = new("http.deadline");

    private static readonly HashSet<HttpMethod> s_idempotent =
        [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Trace, HttpMethod.Put, HttpMethod.Delete];

    // The server's fault, or the network's; worth another attempt and a reason to doubt the server.
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { } response } => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            || (int)response.StatusCode >= 500,
        _ => false,
    };

    public static bool MayRepeat(ResilienceContext context) =>
        context.Properties.TryGetValue(Request, out var request) &&
        s_idempotent.Contains(request.Method) &&
        request.Content is null or ByteArrayContent or JsonContent;

    // Whether the server's own wish leaves time for another attempt; without a wish the total timeout alone decides.
    public static bool HasTimeFor(TimeSpan? wish, ResilienceContext context, DateTimeOffset now) =>
        wish is null || !context.Properties.TryGetValue(Deadline, out var deadline) || now + wish < deadline;

    // The server's own wish.
    public static TimeSpan? RetryAfter(Outcome<HttpResponseMessage> outcome, DateTimeOffset now)
    {
        var wish = outcome.Result?.Headers.RetryAfter;
        var delay = wish?.Delta ?? (wish?.Date - now);
        return delay > TimeSpan.Zero ? delay : null;
    }
}
