using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>How a new word about a job changes what is known of it.</summary>
internal static class JobRules
{
    /// <summary>
    /// A job never goes back from in progress or completed, whatever arrives late. Between waiting and queued it goes both ways, as
    /// approvals do: there the last word counts.
    /// </summary>
    public static bool Replaces(GitHubJobStatus known, GitHubJobStatus told) => told >= known || known <= GitHubJobStatus.Queued;
}
