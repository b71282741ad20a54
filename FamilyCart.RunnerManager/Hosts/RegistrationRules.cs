using System.Security.Cryptography;
using System.Text;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>Whether a registration that stays is still what its pool asks for.</summary>
internal static class RegistrationRules
{
    /// <summary>Differs when runners of the pool are registered otherwise.</summary>
    public static string Mark(Pool pool) => Hash($"{pool.Scope.Name}\n{pool.RunnerGroup}\n{string.Join('\n', pool.Labels)}");

    /// <summary>Whether GitHub has it as the pool is.</summary>
    public static bool Fits(GitHubRunner runner, Pool pool) => runner.Labels.ToHashSet(StringComparer.Ordinal).SetEquals(pool.Labels);

    /// <summary>Short, and the same for the same text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
