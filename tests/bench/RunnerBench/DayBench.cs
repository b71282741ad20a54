using System.Diagnostics;
using Bench;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Tests.Simulation;
using FamilyCart.RunnerManager.Tests.Support;

namespace RunnerBench;

/// <summary>24 hours of 1,000 runners and 100,000 jobs of ten minutes on average: the decision core as it is, on the store in memory.</summary>
internal static class DayBench
{
    private const int Jobs = 100_000;
    private const int Runners = 1_000;

    internal static Task RunAsync(Figures figures)
    {
        var fleet = new SimulatedFleet(1, Chaos.None with { LongestJob = TimeSpan.FromMinutes(20) }, Some.Pool(maximum: Runners, minimumIdle: 20));
        var began = Stopwatch.GetTimestamp();
        fleet.Run(Jobs, TimeSpan.FromHours(24));
        var took = Stopwatch.GetElapsedTime(began);
        var left = fleet.GitHub.Jobs.Count(job => job.Status != GitHubJobStatus.Completed);
        if (left > 0 || fleet.GitHub.Jobs.Count < Jobs)
        {
            throw new InvalidOperationException($"{left} of {fleet.GitHub.Jobs.Count} jobs did not end.");
        }

        figures.Set("runners.simulated_day", took.TotalSeconds);
        Figures.Note($"day: {fleet.Minted} runners for {fleet.GitHub.Jobs.Count} jobs, longest wait {fleet.GitHub.Waits.Max():0.0} s");
        return Task.CompletedTask;
    }
}
