using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>The runners that have a job as GitHub says, which may be earlier than their own hosts do. Most decisions ask for few of them.</summary>
internal sealed class TakenRunners(FleetSnapshot fleet)
{
    private HashSet<string>? _names;

    /// <param name="name">Of a registration.</param>
    public bool Contains(string name) => (_names ??= Names()).Contains(name);

    private HashSet<string> Names()
    {
        var names = new HashSet<string>(fleet.Runners.Count, StringComparer.Ordinal);
        foreach (var job in fleet.Jobs)
        {
            if (job.Job is { Status: GitHubJobStatus.InProgress, RunnerName: { } name })
            {
                names.Add(name);
            }
        }

        return names;
    }
}
