using System.Collections.Concurrent;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>GitHub's ids of runner groups by name, remembered for ten minutes.</summary>
internal sealed class RunnerGroups(GitHubApi api, TimeProvider time)
{
    private const long Default = 1;

    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Scope, string Name), (long Id, DateTimeOffset Until)> _known = new();

    /// <param name="scope">A repository has no groups but the default one.</param>
    /// <param name="name">Null for the default one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<GitHubResult<long>> FindAsync(GitHubScope scope, string? name, CancellationToken cancellationToken)
    {
        if (name is null || scope.Kind == ScopeKind.Repository || name.Equals("default", StringComparison.OrdinalIgnoreCase))
        {
            return Default;
        }

        var key = (scope.Name.ToLowerInvariant(), name.ToLowerInvariant());
        if (_known.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Id;
        }

        var pages = await api.PagesAsync<RunnerGroupsAnswer, RunnerGroupAnswer>(
            () => new GitHubCall("runner_groups", cancellationToken), $"{scope.Path}/actions/runner-groups?per_page=100", static page => (page.RunnerGroups ?? [], true));
        if (!pages.Try(out var groups, out var error))
        {
            return error;
        }

        if (groups.FirstOrDefault(group => group.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return new GitHubError(GitHubFault.NotFound, $"{scope} has no runner group '{name}', or the credential may not see it.");
        }

        _known[key] = (found.Id, time.GetUtcNow() + _memory);
        return found.Id;
    }
}
