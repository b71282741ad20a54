using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>Environments and roles as they stand in addresses and answers.</summary>
internal static class GateWords
{
    public static string Of(DeployEnvironment environment) => environment.ToString().ToLowerInvariant();

    public static string Of(PoolRole role) => role.ToString().ToLowerInvariant();

    /// <summary>Null for a word that is none of them; numbers are none.</summary>
    public static DeployEnvironment? TryParse(string word) =>
        Enum.GetValues<DeployEnvironment>().Where(environment => Of(environment) == word).Select(environment => (DeployEnvironment?)environment).FirstOrDefault();
}
