using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>Registers runners that stay.</summary>
internal interface IRegistrar
{
    /// <summary>Registers one. A registration of that name from an attempt before gives way.</summary>
    /// <param name="pool">Whose runner it is.</param>
    /// <param name="name">Of the registration; nobody else's.</param>
    /// <param name="cancellationToken">Gives up; what was made by then is found by its name.</param>
    Task<GitHubResult<MintedRunner>> RegisterAsync(Pool pool, string name, CancellationToken cancellationToken);
}
