namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>How a lease ended.</summary>
internal enum LeaseEnding
{
    /// <summary>Its holder gave it back.</summary>
    Released,

    /// <summary>Its holder was not heard of in time; the rollback hook is told.</summary>
    Expired,
}
