using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>Registers runners that stay without a process of their own.</summary>
internal sealed class FakeRegistrar(IGitHub github) : IRegistrar
{
    /// <summary>The names that it was asked to register.</summary>
    public List<string> Names { get; } = [];

    public Task<GitHubResult<MintedRunner>> RegisterAsync(Pool pool, string name, CancellationToken cancellationToken)
    {
        Names.Add(name);
        return github.MintAsync(pool.Scope, name, pool.Labels, pool.RunnerGroup, cancellationToken);
    }
}
