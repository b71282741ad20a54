using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>Jobs that began and ended while nobody told of them: their runners are, or were, busy with something that the fleet never heard of.</summary>
internal static class UnheardJobs
{
    /// <summary>The runners that have been busy for so long, and of whose job GitHub has said nothing so far.</summary>
    /// <param name="fleet">What is known.</param>
    /// <param name="patience">In which a job in progress becomes known by itself.</param>
    public static IReadOnlyList<FleetRunner> Runners(FleetSnapshot fleet, TimeSpan patience)
    {
        var named = fleet.Jobs.Select(job => job.Job).Where(job => job.Status == GitHubJobStatus.InProgress).Select(job => job.RunnerName).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. fleet.Runners.Where(runner =>
                runner is { State: RunnerState.Busy, JobOverSince: null } && fleet.Now - runner.StateSince >= patience && !named.Contains(runner.RegisteredAs)),
        ];
    }
}
