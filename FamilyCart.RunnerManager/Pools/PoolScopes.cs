using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;

namespace FamilyCart.RunnerManager.Pools;

/// <summary>What the credentials are needed for: the scopes of the pools as they are now.</summary>
internal sealed class PoolScopes(PoolSource pools) : IManagedScopes
{
    public IReadOnlyCollection<GitHubScope> Scopes => [.. pools.Current.Select(pool => pool.Scope).Distinct()];
}
