namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What became of somebody's request for a lease.</summary>
internal enum LeaseOutcome
{
    /// <summary>It is the caller's: taken just now, or by the same request before.</summary>
    Taken,

    /// <summary>It is the caller's for longer.</summary>
    Renewed,

    /// <summary>The caller has given it back.</summary>
    Released,

    /// <summary>Somebody else has it.</summary>
    Held,

    /// <summary>The caller had it and has it no more, and nobody else does.</summary>
    Over,

    /// <summary>Nobody ever had a lease of that name.</summary>
    Unknown,

    /// <summary>Too many leases are held that only a pattern allows.</summary>
    Full,
}
