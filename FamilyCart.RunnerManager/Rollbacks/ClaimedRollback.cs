namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>A word about an expired lease that this instance has in hand.</summary>
/// <param name="Name">The lease.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="DeliveryId">The same for every attempt, so that the hook can tell a second one.</param>
/// <param name="Attempts">This one counted, from 1.</param>
/// <param name="Holder">In whose hands it expired.</param>
/// <param name="Reason">What the lease was for; null where nobody said.</param>
/// <param name="RunUrl">Where the run is shown; null where nobody said.</param>
/// <param name="TakenAt">Since when it was held, UTC.</param>
/// <param name="ExpiresAt">When it expired, UTC.</param>
internal sealed record ClaimedRollback(
    string Name, long Epoch, Guid DeliveryId, int Attempts, string Holder, string? Reason, string? RunUrl, DateTime TakenAt, DateTime ExpiresAt);
