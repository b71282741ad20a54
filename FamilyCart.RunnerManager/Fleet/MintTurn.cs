namespace FamilyCart.RunnerManager.Fleet;

/// <summary>Whether a runner may be registered now.</summary>
internal enum MintTurn
{
    /// <summary>Nothing is refused.</summary>
    Free,

    /// <summary>It was refused, and this runner tries for all of its pool.</summary>
    Probe,

    /// <summary>It was refused, and it is too early, or another runner tries.</summary>
    Wait,
}
