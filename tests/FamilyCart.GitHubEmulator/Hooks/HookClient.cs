using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Hooks;

/// <summary>Sends one delivery, once: GitHub does not try again by itself.</summary>
internal sealed class HookClient(Ground ground, EmulatorSettings settings) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var started = ground.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(settings.HookTimeout, ground.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var (status, code, body) = await TrySendAsync(delivery, either.Token);
        lock (ground.Gate)
        {
            (delivery.Status, delivery.StatusCode, delivery.ResponseBody) = (status, code, body);
            delivery.Duration = Math.Round(ground.Time.GetElapsedTime(started).TotalSeconds, 2);
            ground.Tell();
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(string Status, int Code, string? Body)> TrySendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Request(delivery);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return (response.IsSuccessStatusCode ? "OK" : $"Invalid HTTP Response: {(int)response.StatusCode}", (int)response.StatusCode, body);
        }
        catch (HttpRequestException)
        {
            return ("failed to connect to host", 502, null);
        }
        catch (OperationCanceledException)
        {
            return ("timed out", 504, null);
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> Headers(Delivery delivery)
    {
        var hook = delivery.Hook;
        yield return new("X-GitHub-Event", delivery.Event);
        yield return new("X-GitHub-Delivery", delivery.Guid.ToString());
        yield return new("X-GitHub-Hook-ID", hook.Id.ToString(CultureInfo.InvariantCulture));
        yield return new("X-GitHub-Hook-Installation-Target-ID", Shapes.Numbers.Of(hook.Request.Scope).ToString(CultureInfo.InvariantCulture));
        yield return new("X-GitHub-Hook-Installation-Target-Type", hook.TargetType);
        yield return new("User-Agent", "GitHub-Hookshot/044aadd");
        yield return new("Accept", "*/*");
        if (hook.Request.Secret is { } secret)
        {
            var key = Encoding.UTF8.GetBytes(secret);
            yield return new("X-Hub-Signature", "sha1=" + Sha1(key, delivery.Payload));
            yield return new("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, delivery.Payload)));
        }
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "GitHub sends it besides the good one.")]
    private static string Sha1(byte[] key, byte[] payload) => Convert.ToHexStringLower(HMACSHA1.HashData(key, payload));

    private static HttpRequestMessage Request(Delivery delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Hook.Request.Url) { Content = new ByteArrayContent(delivery.Payload) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in Headers(delivery))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
