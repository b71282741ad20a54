using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Registrations;

/// <summary>
/// Since when registrations are nobody's. GitHub does not say when one was made, so only one that was seen as an orphan for long
/// enough is old enough; whoever leads next begins to look anew, which errs on the safe side.
/// </summary>
internal sealed class OrphanBook(TimeSpan age)
{
    private readonly Dictionary<(string Scope, long Id), DateTimeOffset> _since = [];

    /// <summary>Takes note of a scope's orphans at one moment; what is none any more is forgotten.</summary>
    /// <returns>Those that have been orphans for the whole time.</returns>
    public IReadOnlyList<GitHubRunner> See(GitHubScope scope, IReadOnlyList<GitHubRunner> orphans, DateTimeOffset now)
    {
        var present = orphans.Select(orphan => orphan.Id).ToHashSet();
        foreach (var key in _since.Keys.Where(key => key.Scope == scope.Name && !present.Contains(key.Id)).ToList())
        {
            _since.Remove(key);
        }

        return [.. orphans.Where(orphan => _since.TryAdd((scope.Name, orphan.Id), now) ? age == TimeSpan.Zero : now - _since[(scope.Name, orphan.Id)] >= age)];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _since.Clear();
}
