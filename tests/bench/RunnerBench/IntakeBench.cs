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
        var settings = new Dictionary<string, string> { ["Pools__uat__MinimumIdle"] = "0" };
        await using var managed = await stage.StartManagerAsync(settings, pretending: true, cancellationToken);
        using var sender = new SteadySender(managed.Address, connections: 64);
        var sent = await WarmAsync(sender, cancellationToken);

        // Jobs that are over concern the leader no more: nothing but the intake is at work.
        var (rate, over) = await MeasureAsync(managed, sender, "intake alone, of jobs that are over", sent, JobState.Over, cancellationToken);
        figures.Set("runners.intake", rate);
        figures.Set("runners.intake_p99", over);
        sent += Rate * Seconds;

        // No pool wants these jobs, so all of them stay open, and the leader reads them again with each decision.
        var (_, open) = await MeasureAsync(managed, sender, $"intake while the leader works through up to {Rate * Seconds} open jobs", sent, JobState.Open, cancellationToken);
        figures.Set("runners.intake_open_p99", open);
    }

    private static async Task<int> WarmAsync(SteadySender sender, CancellationToken cancellationToken)
    {
        await SendAsync(sender, 0, Rate * WarmSeconds, JobState.Over, cancellationToken);
        return Rate * WarmSeconds;
    }

    /// <returns>Deliveries a second, and the 99th percentile in milliseconds.</returns>
    private static async Task<(double Rate, double Slow)> MeasureAsync(
        Managed managed, SteadySender sender, string what, int first, JobState state, CancellationToken cancellationToken)
    {
        var used = managed.ProcessorTime();
        var began = Stopwatch.GetTimestamp();
        var times = await SendAsync(sender, first, Rate * Seconds, state, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        var slow = Numbers.Percentile(times, 99);
        Figures.Note($"{what}: p50 {Numbers.Percentile(times, 50):0.0} ms, p99 {slow:0.0} ms, slowest {times.Max():0.0} ms of {times.Count} deliveries, {BodyBytes} bytes each; the manager used {(managed.ProcessorTime() - used) / took:0.00} processors");
        return (times.Count / took.TotalSeconds, slow);
    }

    private static Task<IReadOnlyCollection<double>> SendAsync(SteadySender sender, int first, int count, JobState state, CancellationToken cancellationToken)
    {
        var requests = Enumerable.Range(first, count).Select(number => Request(number, state)).ToList();
        // What was prepared is old before the first is due: moving it would be a pause of the sender, measured as one of the manager.
        GC.Collect();
        return sender.SendAsync(requests, Rate, HttpStatusCode.Accepted, cancellationToken);
    }

    private static byte[] Request(int number, JobState state)
    {
        var body = Encoding.UTF8.GetBytes(Body(number, state));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Managed.HookSecret), body));
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            POST /webhooks/github HTTP/1.1
            Host: localhost
            Content-Type: application/json
            Content-Length: {body.Length}
            X-GitHub-Event: workflow_job
            X-GitHub-Delivery: {Guid.NewGuid()}
            X-Hub-Signature-256: sha256={signature}


            """).ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static string Body(int number, JobState state)
    {
        var (action, conclusion, completed) = state == JobState.Open ? ("queued", "null", "null") : ("completed", "\"success\"", "\"2026-01-02T03:04:06Z\"");
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"action":"{{{action}}}","workflow_job":{"id":{{{number + 1}}},"run_id":{{{number + 100}}},"run_attempt":1,"name":"build","workflow_name":"ci","head_branch":"main",
            "status":"{{{action}}}","conclusion":{{{conclusion}}},"labels":["nobody-has-it"],"runner_id":null,"runner_name":null,"created_at":"2026-01-02T03:04:05Z",
            "started_at":"2026-01-02T03:04:05Z","completed_at":{{{completed}}},"steps":[]},"sender":{"login":"somebody"},"repository":{"id":7,"full_name":"{{{Managed.Repository}}}"
            """);
        return $"{body},\"description\":\"{new string('x', BodyBytes - body.Length - 20)}\"}}}}";
    }

    private enum JobState
    {
        Open,
        Over,
    }
}
