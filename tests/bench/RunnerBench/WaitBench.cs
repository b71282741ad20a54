using System.Diagnostics;
using System.Globalization;
using Bench;
using FamilyCart.GitHubEmulator.Jobs;

namespace RunnerBench;

/// <summary>From the queued job, of which the emulator tells by the webhook, until a runner has it: one job after the other, real processes.</summary>
internal static class WaitBench
{
    private const int Jobs = 30;
    private const int Warm = 3;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>A runner listens already; the next job comes when the pool is full again.</summary>
    internal static Task RunWarmAsync(Stage stage, Figures figures, CancellationToken cancellationToken) => RunAsync("warm", Warm, stage, figures, cancellationToken);

    /// <summary>There is no runner; the next job comes when the last runner is gone.</summary>
    internal static Task RunColdAsync(Stage stage, Figures figures, CancellationToken cancellationToken) => RunAsync("cold", 0, stage, figures, cancellationToken);

    private static async Task RunAsync(string part, int idle, Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["Pools__uat__MinimumIdle"] = idle.ToString(CultureInfo.InvariantCulture),
            ["Pools__uat__Maximum"] = "6",
            // What a burst of writes would wait for is GitHub's limit, not the manager's time.
            ["GitHub__WriteSpacing"] = "00:00:00",
        };
        await using var managed = await stage.StartManagerAsync(settings, pretending: false, cancellationToken);
        var waits = new List<double>();
        for (var number = 0; number <= Jobs; number++)
        {
            await managed.UntilAsync(github => idle == 0 ? github.Runners.Count == 0 : github.Runners.Count(runner => runner.Polling) >= idle, _patience, cancellationToken);
            // Everything that the last job left to do is done.
            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken);
            var began = Stopwatch.GetTimestamp();
            var run = managed.GitHub.Queue(new RunRequest(Managed.Repository, [new JobRequest("build", ["self-hosted"])]));
            await managed.UntilAsync(github => github.Jobs.Single(job => job.RunId == run.Id).Life >= JobLife.Acquired, _patience, cancellationToken);
            waits.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            await managed.UntilAsync(github => github.Jobs.Single(job => job.RunId == run.Id).Life == JobLife.Completed, _patience, cancellationToken);
        }

        // The first one pays for what a process does once.
        waits.RemoveAt(0);
        figures.Set($"runners.{part}_p50", Numbers.Median(waits));
        Figures.Note($"{part}: p95 {Numbers.Percentile(waits, 95):0.00} s, slowest {waits.Max():0.00} s of {Jobs} jobs");
        await File.WriteAllLinesAsync(
            Path.Combine(stage.Results, $"runners.{part}.txt"), waits.Select(wait => wait.ToString("0.000", CultureInfo.InvariantCulture)), cancellationToken);
    }
}
