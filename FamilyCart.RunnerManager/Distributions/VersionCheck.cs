using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Asks GitHub what it says of a version: its schedule where it tells one, and the newest release. All scopes say the same, so one that answers is enough.</summary>
internal sealed class VersionCheck(IGitHub github, IManagedScopes scopes, TimeProvider time)
{
    // Each costs two calls at most.
    private const int MostScopes = 5;

    /// <returns>The verdict, which may be that nothing is known, with GitHub's fault where it answered nothing at all; null where there is no scope to ask.</returns>
    public async Task<GitHubResult<VersionVerdict?>> AskAsync(Version version, CancellationToken cancellationToken)
    {
        RunnerSchedule? schedule = null;
        Version? newest = null;
        GitHubError? fault = null;
        // Enterprises are told schedules, and of the others only those that belong to one.
        var asked = scopes.Scopes.OrderByDescending(scope => scope.Kind).ThenBy(scope => scope.Name, StringComparer.Ordinal).Take(MostScopes).ToList();
        foreach (var scope in asked)
        {
            if (schedule is null && !(await github.RunnerScheduleAsync(scope, version, cancellationToken)).Try(out schedule, out var error) && error.Fault != GitHubFault.NotFound)
            {
                fault = error;
            }

            if (newest is null && !(await github.NewestRunnerAsync(scope, cancellationToken)).Try(out newest, out error))
            {
                fault = error;
            }
        }

        return asked.Count == 0 ? (VersionVerdict?)null
            : schedule is null && newest is null && fault is not null ? fault
            : VersionVerdict.Of(version, schedule, newest, time.GetUtcNow());
    }
}
