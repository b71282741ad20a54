using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Health;

/// <summary>Where the fleet and GitHub disagree. Without memory or clock: whether it lasts is the planner's question.</summary>
internal static class PhantomRules
{
    /// <summary>The runners that the fleet counts on and GitHub cannot give a job: it does not know them, or they have no session there.</summary>
    /// <param name="runners">Runners of one scope.</param>
    /// <param name="registrations">All of that scope.</param>
    public static IReadOnlySet<long> Of(IEnumerable<FleetRunner> runners, IEnumerable<GitHubRunner> registrations)
    {
        // A busy one was offered a job, whatever its session is like: the job's end decides.
        var usable = registrations.Where(registration => registration.Online || registration.Busy).Select(registration => registration.Name).ToHashSet(StringComparer.Ordinal);
        return runners.Where(runner => Counts(runner) && !usable.Contains(runner.RegisteredAs)).Select(runner => runner.Id).ToHashSet();
    }

    /// <summary>Whether the fleet believes that GitHub could give it a job now.</summary>
    public static bool Counts(FleetRunner runner) => runner is { State: RunnerState.Listening, Retiring: false };
}
