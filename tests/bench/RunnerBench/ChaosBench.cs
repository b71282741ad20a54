using Bench;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Tests.Simulation;
using FamilyCart.RunnerManager.Tests.Support;

namespace RunnerBench;

/// <summary>Ten seeds of the simulation's full chaos: the worst of them counts. Any of them can be run again by its seed.</summary>
internal static class ChaosBench
{
    private const int Seeds = 10;
    private const int Jobs = 3_000;

    internal static Task RunAsync(Figures figures)
    {
        var stranded = 0;
        var surplus = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var fleet = new SimulatedFleet(seed, Chaos.Full, Some.Pool(maximum: 40, minimumIdle: 2));
            fleet.Run(Jobs, TimeSpan.FromHours(4));
            var left = fleet.GitHub.Jobs.Count(job => job.Status != GitHubJobStatus.Completed);
            var more = 100.0 * (fleet.Minted - fleet.Deaf - fleet.GitHub.Jobs.Count) / fleet.GitHub.Jobs.Count;
            Figures.Note($"chaos: seed {seed}, {fleet.GitHub.Jobs.Count} jobs, {left} stranded, surplus {more:0.00} %, longest wait {fleet.GitHub.Waits.Max():0} s");
            stranded += left;
            surplus = Math.Max(surplus, more);
        }

        figures.Set("runners.chaos_stranded", stranded);
        figures.Set("runners.chaos_surplus", surplus);
        return Task.CompletedTask;
    }
}
