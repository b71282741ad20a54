using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>Whether a deployment may be sent to a pool.</summary>
/// <param name="Pool">Which.</param>
/// <param name="Obstacle">Why not; null when it may.</param>
/// <param name="Wait">What the planner says of a job there; null where it was not asked.</param>
/// <param name="Listening">Runners on living hosts that wait for a job.</param>
/// <param name="Busy">Runners on living hosts that have one.</param>
internal sealed record PoolVerdict(Pool Pool, PoolObstacle? Obstacle, Wait? Wait, int Listening, int Busy)
{
    public bool IsHealthy => Obstacle is null;
}
