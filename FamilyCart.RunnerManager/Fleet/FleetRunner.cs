namespace FamilyCart.RunnerManager.Fleet;

/// <summary>One runner, from the decision to have it until nothing of it is left.</summary>
/// <param name="Id">Of the fleet's own.</param>
/// <param name="Pool">The name of its pool.</param>
/// <param name="Slot">Its place in the pool, from 1; no two that count have the same.</param>
/// <param name="Host">The host that carries it.</param>
/// <param name="Name">Its registration's name; never used twice.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="Retiring">It shall take no further job.</param>
/// <param name="GitHubId">Null until it is registered.</param>
/// <param name="JobId">The job that it has or had.</param>
internal sealed record FleetRunner(
    long Id,
    string Pool,
    int Slot,
    string Host,
    string Name,
    RunnerState State,
    DateTimeOffset StateSince,
    bool Retiring,
    long? GitHubId,
    long? JobId)
{
    /// <summary>Since when its host sees no sign of it although it should listen; null while there is one.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>Since when GitHub knows no session of it although it should listen; null while there is one.</summary>
    public DateTimeOffset? PhantomSince { get; init; }

    /// <summary>Whether it occupies its slot.</summary>
    public bool HoldsSlot => State < RunnerState.Lost;

    /// <summary>Whether it can be expected to take a job, now or soon.</summary>
    public bool IsAvailable => State <= RunnerState.Listening && !Retiring;
}
