using FamilyCart.RunnerManager.Explanations;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>Why a deployment may not be sent to a pool, for people.</summary>
internal static class PoolSentence
{
    /// <returns>One sentence with what to do about it; null for a healthy pool.</returns>
    public static string? Of(PoolVerdict verdict, LastStart? lastStart)
    {
        var name = verdict.Pool.Name;
        return verdict.Obstacle switch
        {
            null => null,
            PoolObstacle.NotAuthorized => $"{name} is not authorized for production (Pools:{name}:AuthorizedForProd).",
            PoolObstacle.LabelsShared => $"A job with the labels of {name} might run in a pool that is not authorized for production: give it a label of its own (Pools:{name}:Labels).",
            PoolObstacle.NoHost => $"None of the hosts of {name} is alive: start a runner manager there.",
            PoolObstacle.NeverListened => $"No runner of {name} listens or works, and none ever did: run a job there first, or keep one idle (Pools:{name}:MinimumIdle).",
            PoolObstacle.LastStartFailed => $"No runner of {name} listens or works, and the last one that was started did not come to listen ({lastStart?.Reason ?? "no reason is known"}): mend that, or ask again ten minutes after it.",
            _ => verdict.Wait is { } wait ? WaitSentence.Of(wait, verdict.Pool.Labels) : $"{name} takes no job.",
        };
    }
}
