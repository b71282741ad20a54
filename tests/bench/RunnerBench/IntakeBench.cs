using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Bench;

namespace RunnerBench;

/// <summary>
/// Signed deliveries of the size that GitHub's have, at a fixed rate whatever the answers, until each is acknowledged, which is after
/// it was stored. The time counts from when a delivery was due, so a pause of the sender or of the manager is in it.
/// </summary>
internal static class IntakeBench
{
    private const int Rate = 1_200;
    private const int Seconds = 15;
    private const int WarmSeconds = 5;
    private const int BodyBytes = 10_000;

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        // No pool wants these jobs, so that nothing but the intake is at work.
        var settings = new Dictionary<string, string> { ["Pools__uat__MinimumIdle"] = "0" };
        await using var managed = await stage.StartManagerAsync(settings, pretending: true, cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = managed.Address };
        await SendAsync(client, 0, Rate * WarmSeconds, cancellationToken);

        var began = Stopwatch.GetTimestamp();
        var times = await SendAsync(client, Rate * WarmSeconds, Rate * Seconds, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        figures.Set("runners.intake", times.Count / took.TotalSeconds);
        figures.Set("runners.intake_p99", Numbers.Percentile(times, 99));
        Figures.Note($"intake: p50 {Numbers.Percentile(times, 50):0.0} ms, slowest {times.Max():0.0} ms of {times.Count} deliveries, {BodyBytes} bytes each");
    }

    private static async Task<IReadOnlyCollection<double>> SendAsync(HttpClient client, int first, int count, CancellationToken cancellationToken)
    {
        var requests = Enumerable.Range(first, count).Select(Request).ToList();
        var times = new ConcurrentBag<double>();
        var under = new List<Task>(count);
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / Rate);
            while (Stopwatch.GetElapsedTime(began) < due)
            {
                await Task.Delay(1, cancellationToken);
            }

            under.Add(DeliverAsync(client, requests[number], began, due, times, cancellationToken));
        }

        await Task.WhenAll(under);
        return times;
    }

    private static async Task DeliverAsync(
        HttpClient client, HttpRequestMessage request, long began, TimeSpan due, ConcurrentBag<double> times, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"A delivery was answered with {(int)answer.StatusCode}.");
        }

        times.Add((Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds);
    }

    private static HttpRequestMessage Request(int number)
    {
        var body = Encoding.UTF8.GetBytes(Body(number));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Managed.HookSecret), body));
        return new HttpRequestMessage(HttpMethod.Post, "/webhooks/github")
        {
            Content = new ByteArrayContent(body),
            Headers =
            {
                { "X-GitHub-Event", "workflow_job" },
                { "X-GitHub-Delivery", Guid.NewGuid().ToString() },
                { "X-Hub-Signature-256", $"sha256={signature}" },
            },
        };
    }

    private static string Body(int number)
    {
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"action":"queued","workflow_job":{"id":{{{number + 1}}},"run_id":{{{number + 100}}},"run_attempt":1,"name":"build","workflow_name":"ci","head_branch":"main",
            "status":"queued","conclusion":null,"labels":["nobody-has-it"],"runner_id":null,"runner_name":null,"created_at":"2026-01-02T03:04:05Z",
            "started_at":"2026-01-02T03:04:05Z","completed_at":null,"steps":[]},"sender":{"login":"somebody"},"repository":{"id":7,"full_name":"{{{Managed.Repository}}}"
            """);
        return $"{body},\"description\":\"{new string('x', BodyBytes - body.Length - 20)}\"}}}}";
    }
}
