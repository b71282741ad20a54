using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>
/// The repositories of the pools' organizations that somebody pushed to of late: a repository of which no webhook ever arrived is known by
/// nothing else. Listed at the start and once an hour, which is one call an organization, free of charge while nobody pushes.
/// </summary>
internal sealed partial class PushedRepositories(IGitHub github, PoolSource pools, TimeProvider time, ILogger<PushedRepositories> logger)
{
    // Each costs three calls the first time.
    private const int MostAtOnce = 20;

    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    // GitHub's clock and its lists lag a little.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Listing> _listings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists what is due. Not for several callers at once.</summary>
    /// <returns><c>owner/name</c> of those that were pushed to since the last listing, a day at most, the latest of each organization first; none in between.</returns>
    public async Task<IReadOnlyList<string>> TakeAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var scope in pools.Current.Select(pool => pool.Scope).Where(scope => scope.Kind == ScopeKind.Organization).DistinctBy(scope => scope.Name, StringComparer.OrdinalIgnoreCase))
        {
            var now = time.GetUtcNow();
            var before = _listings.GetValueOrDefault(scope.Name);
            if (before is not null && now < before.Due)
            {
                continue;
            }

            var since = before?.ListedAt is { } listed && now - listed < s_longest ? listed - s_margin : now - s_longest;
            var answer = await github.PushedRepositoriesAsync(scope, since, cancellationToken);
            if (answer.Try(out var repositories, out var error))
            {
                found.AddRange(repositories.Take(MostAtOnce));
                _listings[scope.Name] = new Listing(now + s_interval, now);
            }
            else
            {
                LogNotListed(scope, error.Fault, error.Detail);
                _listings[scope.Name] = new Listing(now + s_interval, before?.ListedAt);
            }
        }

        return found;
    }

    [LoggerMessage(3544, LogLevel.Warning, "The repositories of {Organization} could not be listed ({Fault}), so jobs of those that no webhook tells of are not found: {Detail}")]
    private partial void LogNotListed(GitHubScope organization, GitHubFault fault, string detail);

    private sealed record Listing(DateTimeOffset Due, DateTimeOffset? ListedAt);
}
