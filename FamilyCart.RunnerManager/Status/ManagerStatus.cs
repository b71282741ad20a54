namespace FamilyCart.RunnerManager.Status;

/// <summary>What the manager can say about itself.</summary>
/// <param name="Version">Of the running manager.</param>
/// <param name="StartedAt">When its process started, UTC.</param>
/// <param name="Pools">Runner pools that are configured.</param>
/// <param name="Deliveries">Webhook deliveries that were stored.</param>
internal sealed record ManagerStatus(string Version, DateTimeOffset StartedAt, long Pools, DeliveryCounts Deliveries)
{
    /// <summary>Why this host does not hold its runners to their limits; null while it does.</summary>
    public string? LimitsObstacle { get; init; }
}

/// <summary>Webhook deliveries in the database.</summary>
/// <param name="Stored">All of them.</param>
/// <param name="Unprocessed">Those that still wait to be acted on.</param>
/// <param name="LastReceivedAt">When the newest one arrived, UTC; null when there is none.</param>
internal sealed record DeliveryCounts(long Stored, long Unprocessed, DateTimeOffset? LastReceivedAt);
