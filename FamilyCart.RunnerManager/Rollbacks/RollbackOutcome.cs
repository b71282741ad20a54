namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>What became of the word about an expired lease.</summary>
internal enum RollbackOutcome
{
    /// <summary>The hook has taken it.</summary>
    Delivered,

    /// <summary>It was tried often enough.</summary>
    Failed,

    /// <summary>There is no hook to tell.</summary>
    Unconfigured,
}
