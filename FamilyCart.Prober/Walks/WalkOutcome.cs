namespace FamilyCart.Prober.Walks;

/// <summary>How a walk ended.</summary>
internal enum WalkOutcome
{
    /// <summary>A user can do all of it.</summary>
    Succeeded,

    /// <summary>A user cannot.</summary>
    Failed,

    /// <summary>This address was limited: the walk says nothing of users.</summary>
    Limited,
}
