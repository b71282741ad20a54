using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>What a gate rests on.</summary>
/// <param name="Environment">Which.</param>
/// <param name="Fleet">The fleet as this instance last saw it; null when that is too long ago, or when the database cannot be used.</param>
/// <param name="Pools">The environment's pools in the order in which they are asked, each with the sentence why it may not be used.</param>
internal sealed record GateVerdict(DeployEnvironment Environment, FleetSnapshot? Fleet, IReadOnlyList<(PoolVerdict Verdict, string? Sentence)> Pools)
{
    /// <summary>The pool to run on; null when there is none.</summary>
    public PoolVerdict? Chosen => Pools.FirstOrDefault(pool => pool.Verdict.IsHealthy).Verdict;

    /// <summary>Why the pool to run on is no primary one; null when it is.</summary>
    public string? WhyNotPrimary
    {
        get
        {
            if (Chosen is not { Pool.Role: PoolRole.Secondary })
            {
                return null;
            }

            var primaries = Pools.Where(pool => pool.Verdict.Pool.Role == PoolRole.Primary).Select(pool => pool.Sentence).ToList();
            return primaries.Count == 0 ? "No primary pool is configured for this environment." : string.Join(' ', primaries);
        }
    }
}
